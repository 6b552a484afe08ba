package org.millrace.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.endtoend.Launcher;

/** What {@code flink run} prints when it comes to nothing: one line, in the words of {@code ./millrace train}. */
@TestInstance(Lifecycle.PER_CLASS)
class MessagesIT {

    private static final String NOBODY = "localhost:1";

    private Path directory;
    private Cluster cluster;
    private Path config;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        cluster = new Cluster(directory, getClass().getSimpleName());
        cluster.start();
        for (String topic : List.of("examples", "evaluations", "dead-letters")) {
            cluster.topics().create(topic, 1);
        }
        config = Files.writeString(
                directory.resolve("train.yaml"), """
                model: {features: 2, classes: [a, b]}
                kafka: {bootstrap.servers: "%s"}
                """.formatted(cluster.kafka().servers()));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training.bach-size=8 | unknown key training.bach-size of --set; did you mean training.batch-size?",
                "topics.examples=elsewhere | topic elsewhere (topics.examples) does not exist; create it first",
                "kafka.security.protocol=TLS | kafka.security.protocol: invalid value TLS; String must be one of"
            })
    void aMistakeInTheConfiguration(String setting, String message) throws Exception {
        String flinkRun = flinkRun(List.of("-d"), setting);
        Launcher.Result train = new Launcher(directory.resolve("launcher"))
                .run("train", "--flink", NOBODY, "--config", config.toString(), "--set", setting);

        assertThat(flinkRun).startsWith("millrace: " + message);
        assertThat(train.errors()).last().isEqualTo(flinkRun);
    }

    @Test
    void aClusterThatIsNotThere() throws Exception {
        List<String> withoutZooKeeper = List.of(
                "-d", "-t", "remote", "-Dhigh-availability.type=NONE", "-Drest.address=localhost", "-Drest.port=1");

        assertThat(flinkRun(withoutZooKeeper))
                .isEqualTo("millrace: no Flink at " + NOBODY
                        + "; start a cluster, or name another with flink run --jobmanager HOST:PORT");
    }

    @Test
    void aSavepointThatIsNotThere() throws Exception {
        assertThat(flinkRun(List.of("-s", "/no/where")))
                .startsWith("millrace: Cannot find checkpoint or savepoint file/directory '/no/where'")
                .contains("; details are in ");
    }

    private String flinkRun(List<String> options, String... settings) throws Exception {
        String output = cluster.flink()
                .command()
                .refuse(options, config, List.of(settings))
                .strip();
        assertThat(output).hasLineCount(1);
        return output;
    }
}
