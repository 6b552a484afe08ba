package org.millrace.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What lies in the folders of the Flink that is shipped. */
class FlinkLibIT {

    private static final Path FLINK = Path.of("target/dist/flink");

    @Test
    void nd4jAndItsNativeLibrariesLieTogether() throws IOException {
        assertThat(jars("lib/nd4j"))
                .anyMatch(jar -> jar.matches("nd4j-native-[^-]+-M[.0-9]+-[a-z]+-[a-z0-9_]+\\.jar"))
                .anyMatch(jar -> jar.matches("openblas-[.0-9]+-[.0-9]+-[a-z]+-[a-z0-9_]+\\.jar"))
                .anyMatch(jar -> jar.matches("javacpp-[.0-9]+-[a-z]+-[a-z0-9_]+\\.jar"));
        assertThat(jars("lib")).noneMatch(jar -> jar.startsWith("nd4j") || jar.startsWith("openblas"));
    }

    @Test
    void flinkHasNothingOfOursAndNoKafka() throws IOException {
        assertThat(jars("lib"))
                .anyMatch(jar -> jar.startsWith("flink-runtime-2"))
                .anyMatch(jar -> jar.startsWith("flink-statebackend-rocksdb"))
                .noneMatch(jar -> jar.contains("kafka") || jar.startsWith("millrace"));
    }

    @Test
    void theMetricsReporterIsAPlugin() throws IOException {
        assertThat(jars("plugins/metrics-reporter")).containsExactly("millrace-metrics-reporter.jar");
    }

    @Test
    void noPluginFolderIsEmpty() throws IOException {
        try (Stream<Path> folders = Files.list(FLINK.resolve("plugins")).filter(Files::isDirectory)) {
            assertThat(folders).allSatisfy(folder -> assertThat(folder).isNotEmptyDirectory());
        }
    }

    @Test
    void scriptsCanBeRun() throws IOException {
        try (Stream<Path> scripts = Files.list(FLINK.resolve("bin"))) {
            assertThat(scripts).isNotEmpty().allMatch(Files::isExecutable);
        }
    }

    private static List<String> jars(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FLINK.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
        }
    }
}
