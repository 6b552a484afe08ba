package org.millrace.endtoend.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Flink's command line, as a user types it. */
final class FlinkCommand {

    private static final Pattern JOB = Pattern.compile("Job has been submitted with JobID ([0-9a-f]{32})");
    private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed. Path: (\\S+)");

    private final FlinkHome home;

    FlinkCommand(FlinkHome home) {
        this.home = home;
    }

    /** {@code flink run -d}: @return the id of the job */
    String run(Path config, List<String> settings) throws Exception {
        return submit(List.of(), config, settings);
    }

    /** {@code flink run -d -s}: @return the id of the job that goes on from {@code savepoint} */
    String runFrom(String savepoint, Path config, List<String> settings) throws Exception {
        return submit(List.of("-s", savepoint), config, settings);
    }

    /** {@code flink run} with {@code options} that comes to nothing: @return all that it prints */
    String refuse(List<String> options, Path config, List<String> settings) throws Exception {
        Process process = start(arguments(options, config, settings));
        String output = output(process);
        if (process.waitFor() == 0) {
            throw new IllegalStateException("flink run succeeded: " + output);
        }
        return output;
    }

    private String submit(List<String> options, Path config, List<String> settings) throws Exception {
        return find(JOB, execute(arguments(options, config, settings)));
    }

    private static List<String> arguments(List<String> options, Path config, List<String> settings) {
        List<String> arguments = new ArrayList<>(List.of("run", "-d"));
        arguments.addAll(options);
        arguments.addAll(List.of(FlinkHome.jobJar().toString(), "--config", config.toString()));
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return arguments;
    }

    /** {@code flink stop}: @return where the savepoint is */
    String stop(String job, Path savepoints) throws Exception {
        return find(SAVEPOINT, execute(List.of("stop", "--savepointPath", savepoints.toString(), job)));
    }

    /** {@code flink cancel}. */
    void cancel(String job) throws Exception {
        execute(List.of("cancel", job));
    }

    private static String find(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("no \"" + pattern + "\" in: " + output);
        }
        return matcher.group(1);
    }

    private String execute(List<String> arguments) throws Exception {
        Process process = start(arguments);
        String output = output(process);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("flink " + String.join(" ", arguments) + " failed: " + output);
        }
        return output;
    }

    private Process start(List<String> arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.command("flink", arguments)).redirectErrorStream(true);
        builder.environment().putAll(home.environment());
        return builder.start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
