package org.millrace.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs {@code ./millrace} as a user would, with a directory for temporary files of its own. */
public final class Launcher {

    private static final Path LAUNCHER =
            Path.of("../../millrace").toAbsolutePath().normalize();
    private static final long PATIENCE_SECONDS = 300;

    private final Path directory;
    private final Path temporary;
    private final Path jdk;

    /**
     * On the tests' own JDK.
     *
     * @param directory for what a run prints and for its temporary files
     */
    public Launcher(Path directory) throws IOException {
        this(directory, Path.of(System.getProperty("java.home")));
    }

    /** The same on another JDK. */
    Launcher(Path directory, Path jdk) throws IOException {
        this.directory = directory;
        this.temporary = Files.createDirectories(directory.resolve("tmp"));
        this.jdk = jdk;
    }

    /** What a run that has ended left behind. */
    public record Result(int exitCode, List<String> output, List<String> errors) {}

    public Result run(String... arguments) throws Exception {
        Process process = start(arguments);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("still running: " + String.join(" ", arguments));
        }
        return result(process);
    }

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output().toFile())
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().put("JAVA_HOME", jdk.toString());
        // The temporary files of Java and of the launcher alike, to see that none is left behind.
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        return builder.start();
    }

    Result result(Process process) throws IOException {
        List<String> errors = Files.readAllLines(directory.resolve("errors")).stream()
                .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                .toList();
        return new Result(process.exitValue(), Files.readAllLines(output()), errors);
    }

    Path output() {
        return directory.resolve("output");
    }

    /** What lies in the directory for temporary files, but for the JVM's own performance data. */
    List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata"))
                    .toList();
        }
    }
}
