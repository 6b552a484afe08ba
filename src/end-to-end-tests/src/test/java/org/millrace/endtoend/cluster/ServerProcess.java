package org.millrace.endtoend.cluster;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the cluster that can be hurt as reality hurts it, and started again. */
final class ServerProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;
    private static final int KIBIBYTE = 1024;

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private Process process;

    /** @param log what the process prints is added to it, over all its lives */
    ServerProcess(String name, List<String> command, Map<String, String> environment, Path log) {
        this.name = requireNonNull(name, "name");
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = requireNonNull(log, "log");
    }

    String name() {
        return name;
    }

    void start() throws IOException {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** {@code kill -9}: no time for a last word. Also ends a process that is paused. */
    void kill() throws InterruptedException {
        if (!isAlive()) {
            throw new IllegalStateException(name + " does not run; its output is in " + log);
        }
        process.destroyForcibly();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " is not dead after kill -9");
        }
    }

    /** {@code kill}: the process may say a last word, as when Docker stops a container. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /** {@code kill -STOP}: the process is there, holds its connections, and does nothing. */
    void pause() throws Exception {
        signal("STOP");
    }

    /** {@code kill -CONT}: the process goes on where it was. */
    void resume() throws Exception {
        signal("CONT");
    }

    /** Lets a paused process go on, and starts one that is dead. */
    void heal() throws Exception {
        if (isAlive()) {
            resume();
        } else {
            start();
        }
    }

    private void signal(String signal) throws Exception {
        run("kill", "-" + signal, Long.toString(process.pid()));
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /**
     * Has the JVM throw away what nobody uses any more: objects, classes, and the memory of both outside the heap. The C
     * library would keep that for later, tens of MiB in as many threads; it has to give it back, so that the resident size
     * shows what is used.
     */
    void collectGarbage() throws Exception {
        run(JavaCommand.tool("jcmd"), Long.toString(process.pid()), "GC.run");
        run(JavaCommand.tool("jcmd"), Long.toString(process.pid()), "System.trim_native_heap");
    }

    private void run(String... command) throws Exception {
        Process tool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (tool.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed for " + name);
        }
    }

    /** What the process has had of the processors so far. */
    Duration cpuTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Resident size, as the kernel counts it. */
    long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " has no resident size"));
    }

    /** Ends the process if it still runs. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
