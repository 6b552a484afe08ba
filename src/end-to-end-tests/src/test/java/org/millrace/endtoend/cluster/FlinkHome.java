package org.millrace.endtoend.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Flink that is shipped, with its configuration as it is but for what a test has to change. */
final class FlinkHome {

    private static final Path DIST =
            Path.of("../dist/target/dist").toAbsolutePath().normalize();
    private static final ObjectMapper YAML = new YAMLMapper();

    private final Path configuration;
    private final Path logs;

    /**
     * @param configuration a directory for the changed configuration; it is created
     * @param changes Flink's keys, with the values they are to have
     * @param zookeeper lines of ZooKeeper's own configuration
     */
    FlinkHome(Path configuration, Map<String, String> changes, List<String> zookeeper) throws IOException {
        this.configuration = Files.createDirectories(configuration);
        this.logs = Files.createDirectories(configuration.resolveSibling("log"));
        Path shipped = DIST.resolve("flink/conf");
        try (Stream<Path> files = Files.list(shipped)) {
            for (Path file : files.toList()) {
                Files.copy(file, configuration.resolve(file.getFileName()));
            }
        }
        Map<String, Object> keys = new TreeMap<>();
        flatten("", YAML.readValue(shipped.resolve("config.yaml").toFile(), new TypeReference<>() {}), keys);
        keys.putAll(changes);
        YAML.writeValue(configuration.resolve("config.yaml").toFile(), keys);
        Files.write(configuration.resolve("zoo.cfg"), zookeeper);
    }

    private static void flatten(String prefix, Map<?, ?> nested, Map<String, Object> keys) {
        nested.forEach((key, value) -> {
            if (value instanceof Map<?, ?> deeper) {
                flatten(prefix + key + ".", deeper, keys);
            } else {
                keys.put(prefix + key, value);
            }
        });
    }

    static Path jobJar() {
        return DIST.resolve("millrace-job.jar");
    }

    /** Where the jars of Flink are. */
    static Path lib() {
        return DIST.resolve("flink/lib");
    }

    /** What starts {@code script} of Flink's {@code bin} directory. */
    List<String> command(String script, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(DIST.resolve("flink/bin").resolve(script).toString());
        command.addAll(arguments);
        return command;
    }

    Map<String, String> environment() {
        return Map.of(
                "FLINK_CONF_DIR", configuration.toString(),
                "FLINK_LOG_DIR", logs.toString(),
                "TMPDIR", logs.toString(),
                "JAVA_HOME", System.getProperty("java.home"));
    }
}
