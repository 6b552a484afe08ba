package org.millrace.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the jar that a user hands to {@code flink run}, or runs {@code produce} from, and what is not. */
class JobJarIT {

    private static final Path JOB_JAR = Path.of("target/dist/millrace-job.jar");

    /** A job jar travels to every machine of a cluster, and every one that runs it keeps a copy. */
    private static final long MEGABYTES = 20;

    @Test
    void bringsTheJobWithWhatNoFlinkHas() throws IOException {
        assertThat(entries())
                .contains(
                        "org/millrace/jobs/cli/TrainJob.class",
                        "org/millrace/jobs/config/JobConfig.class",
                        "org/millrace/jobs/cli/ProduceCommand.class",
                        "org/millrace/jobs/kafka/Topics.class",
                        "datasets/digits.csv.gz",
                        "org/millrace/operators/train/Train.class",
                        "META-INF/services/org.millrace.operators.state.ValueSerializer",
                        "org/millrace/model/Learner.class",
                        "org/apache/flink/connector/kafka/source/KafkaSource.class",
                        "org/apache/flink/connector/base/source/reader/SourceReaderBase.class",
                        "org/apache/kafka/clients/consumer/KafkaConsumer.class",
                        "com/fasterxml/jackson/databind/ObjectMapper.class",
                        "org/yaml/snakeyaml/Yaml.class",
                        "picocli/CommandLine.class");
    }

    @Test
    void leavesToFlinkWhatMustBeThereOnce() throws IOException {
        assertThat(entries())
                .noneMatch(entry -> entry.startsWith("org/nd4j/") || entry.startsWith("org/bytedeco/"))
                .noneMatch(entry -> entry.startsWith("org/apache/flink/runtime/"))
                .noneMatch(entry -> entry.startsWith("org/apache/flink/streaming/api/"))
                .noneMatch(entry -> entry.startsWith("org/apache/flink/api/"))
                .noneMatch(entry -> entry.startsWith("org/slf4j/"))
                .noneMatch(entry -> entry.startsWith("org/apache/logging/") || entry.startsWith("log4j"));
    }

    @Test
    void leavesOutTheKafkaOfTheQuickstartAndTheMetricsReporter() throws IOException {
        assertThat(entries())
                .noneMatch(entry -> entry.startsWith("kafka/server/"))
                .noneMatch(entry -> entry.startsWith("scala/"))
                .noneMatch(entry -> entry.startsWith("org/apache/kafka/server/broker"))
                .noneMatch(entry -> entry.startsWith("org/millrace/jobs/kafka/embedded/"))
                .noneMatch(entry -> entry.startsWith("org/millrace/metrics/") || entry.startsWith("io/micrometer/"));
    }

    @Test
    void isSmall() throws IOException {
        assertThat(Files.size(JOB_JAR)).isLessThan(MEGABYTES << 20);
    }

    @Test
    void namesTheTrainingJobAsItsProgram() throws IOException {
        try (JarFile jar = new JarFile(JOB_JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                    .isEqualTo("org.millrace.jobs.cli.TrainJob");
        }
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(JOB_JAR.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
