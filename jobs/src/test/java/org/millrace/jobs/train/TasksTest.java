package org.millrace.jobs.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.kafka.embedded.EmbeddedKafka;
import org.millrace.jobs.quickstart.Quickstart;
import org.millrace.jobs.table.TableOptions;
import org.millrace.jobs.table.UserTable;
import org.millrace.jobs.watch.Console;
import org.millrace.model.loss.Task;

/** The whole job, between topics of a real broker, for what is no classification. */
class TasksTest {

    private static final int EXAMPLES = 1_000;

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(output, true, UTF_8), false, 80);

    @Test
    void predictsANumberOfATable() throws Exception {
        StringBuilder table = new StringBuilder("size,age,price\n");
        Random random = new Random(3);
        for (int i = 0; i < EXAMPLES; i++) {
            double size = random.nextDouble();
            double age = random.nextDouble();
            table.append("%s,%s,%s%n".formatted(size, age, 3 * size - age + 0.05 * random.nextGaussian()));
        }
        Path csv = Files.writeString(directory.resolve("houses.csv"), table);
        Quickstart quickstart = new Quickstart(
                UserTable.read(csv, Optional.of("price"), Task.REGRESSION, TableOptions.NONE, unused -> {}),
                Optional.empty(),
                builder -> builder.set(List.of("model.task=regression", "training.learning-rate=0.01")),
                console);
        Path summary = directory.resolve("summary.json");

        quickstart.run((connected, temporary) -> new LocalTraining(connected, console, Optional.of(summary))
                .run(temporary.resolve("flink"), Start.ANEW));

        assertThat(output.toString(UTF_8))
                .contains("validation R²", "Test: R² 0.9", "of the variance of price")
                .doesNotContain("accuracy", "Confusion matrix");
        JsonNode test = new ObjectMapper().readTree(summary.toFile()).get("test");
        assertThat(test.get("r2").asDouble()).isGreaterThan(0.98);
        assertThat(test.get("mae").asDouble()).isBetween(0.0, 0.1);
        assertThat(test.get("rmse").asDouble()).isBetween(0.0, 0.12);
        assertThat(test.has("accuracy")).isFalse();
    }

    @Test
    void learnsAnyNumberOfLabelsPerExample() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Files.createDirectory(directory.resolve("kafka")), 0)) {
            for (String topic : List.of("examples", "evaluations", "dead-letters")) {
                kafka.createTopic(topic, 1);
            }
            produceFood(kafka.bootstrapServers());
            JobConfig config = Keys.builder()
                    .known(Map.of(
                            "kafka.bootstrap.servers", kafka.bootstrapServers(),
                            "model.task", "multi-label",
                            "model.features", 2,
                            "model.classes", List.of("sweet", "hot"),
                            "training.passes", 10,
                            "training.batch-size", 16,
                            "training.learning-rate", 0.02,
                            "validation.every", 100,
                            "validation.window", 10))
                    .build();
            Path summary = directory.resolve("summary.json");

            new LocalTraining(config, console, Optional.of(summary))
                    .run(Files.createDirectory(directory.resolve("flink")), Start.ANEW);

            JsonNode written = new ObjectMapper().readTree(summary.toFile());
            assertThat(written.at("/test/accuracy").asDouble()).isGreaterThan(0.95);
            assertThat(written.at("/test/confusion_matrix")).hasSize(2);
            assertThat(written.at("/examples/dead_lettered").asLong()).isEqualTo(1);
            assertThat(output.toString(UTF_8)).contains("of all 0s and 1s right", "precision", "recall", "F1");
        }
    }

    /** What is sweet has much sugar, what is hot much pepper, whichever way the label says so; one label is wrong. */
    private static void produceFood(String servers) {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", servers);
        Random random = new Random(4);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < EXAMPLES; i++) {
                double sugar = random.nextDouble();
                double pepper = random.nextDouble();
                int sweet = sugar > 0.5 ? 1 : 0;
                int hot = pepper > 0.5 ? 1 : 0;
                String names =
                        sweet + hot == 2 ? "\"hot\",\"sweet\"" : sweet == 1 ? "\"sweet\"" : hot == 1 ? "\"hot\"" : "";
                String label = i == 500 ? "\"bitter\"" : i % 2 == 0 ? sweet + "," + hot : names;
                String value = "{\"features\":[" + sugar + "," + pepper + "],\"label\":[" + label + "]}";
                var unused = producer.send(new ProducerRecord<>("examples", value.getBytes(UTF_8)));
            }
        }
    }
}
