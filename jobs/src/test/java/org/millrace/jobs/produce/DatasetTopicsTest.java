package org.millrace.jobs.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.kafka.embedded.EmbeddedKafka;
import org.millrace.jobs.watch.Console;
import org.millrace.operators.format.BinaryExampleFormat;
import org.millrace.operators.format.ExampleFormat;
import org.millrace.operators.format.JsonExampleFormat;
import org.millrace.operators.format.LabelledExample;

@Timeout(120)
class DatasetTopicsTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(output, true, UTF_8), false, 80);

    /** Two features, two classes, and seven examples to test with. */
    private record Small(ExampleFormat format) implements Dataset {

        @Override
        public String name() {
            return "small";
        }

        @Override
        public String preset() {
            return "csv";
        }

        @Override
        public int features() {
            return 2;
        }

        @Override
        public List<String> classes() {
            return List.of("no", "yes");
        }

        @Override
        public Part training() {
            return new Ones(20);
        }

        @Override
        public Optional<Part> test() {
            return Optional.of(new Ones(7));
        }
    }

    private record Ones(int size) implements Dataset.Part {

        @Override
        public LabelledExample get(int index) {
            return LabelledExample.of("small-" + index, new float[] {1, 1}, index % 2);
        }
    }

    private void fill(EmbeddedKafka kafka, boolean onlyIfEmpty, String... settings) throws Exception {
        output.reset();
        new DatasetTopics(
                        new Small(new JsonExampleFormat()),
                        builder -> builder.set(List.of("kafka.bootstrap.servers=" + kafka.bootstrapServers()))
                                .set(Arrays.asList(settings)),
                        console)
                .fill(onlyIfEmpty, Play.ONCE);
    }

    private List<String> printed() {
        return output.toString(UTF_8).lines().toList();
    }

    /** How many records each partition of a topic holds. */
    private static List<Long> held(EmbeddedKafka kafka, String topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get().values().stream()
                    .map(ListOffsetsResultInfo::offset)
                    .toList();
        }
    }

    @Test
    void createsWhatIsMissingAndFillsWhatIsEmpty() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            kafka.createTopic("dead-letters", 1);

            fill(kafka, true, "quickstart.partitions=2");

            assertThat(printed())
                    .containsExactly(
                            "Created topic examples with 2 partitions",
                            "Created topic evaluations with 1 partition",
                            "The test part of small was left out: set test.topic to write it",
                            "Wrote 20 examples of small to topic examples");
            assertThat(held(kafka, "examples", 2).stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(20);

            fill(kafka, true, "test.topic=tests");

            assertThat(printed())
                    .containsExactly(
                            "Created topic tests with 1 partition",
                            "Wrote 7 examples of small to topic tests",
                            "Topic examples holds records already; nothing was written to it");
            assertThat(held(kafka, "tests", 1)).containsExactly(7L);

            fill(kafka, false, "test.topic=tests");

            assertThat(held(kafka, "tests", 1)).containsExactly(14L);
            assertThat(held(kafka, "examples", 2).stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(40);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.features=3 | model.features is 3, but the examples of small have 2 features",
                "model.classes=[yes, no] | model.classes is [yes, no], but small has [no, yes]",
                "model.task=regression | the data set small has classes to tell apart",
            })
    void refusesAConfigurationThatCouldNotReadTheExamples(String setting, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> topics(new JsonExampleFormat(), setting))
                .withMessageStartingWith(message);
    }

    @Test
    void letsAModelHaveItsOwnNamesForNumberedClasses() {
        assertThat(topics(BinaryExampleFormat.uint8(1), "model.classes=[nein, ja]"))
                .isNotNull();
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> topics(BinaryExampleFormat.uint8(1), "model.classes=[a, b, c]"));
    }

    private DatasetTopics topics(ExampleFormat format, String setting) {
        return new DatasetTopics(
                new Small(format),
                builder -> builder.set(List.of("kafka.bootstrap.servers=localhost:9092", setting)),
                console);
    }

    @Test
    void saysThatABrokerCannotBeReached() {
        DatasetTopics topics = new DatasetTopics(
                new Small(new JsonExampleFormat()),
                builder -> builder.set(List.of(
                        "kafka.bootstrap.servers=127.0.0.1:9",
                        "kafka.default.api.timeout.ms=500",
                        "kafka.request.timeout.ms=400")),
                console);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> topics.fill(false, Play.ONCE))
                .withMessageContaining("cannot reach Kafka at 127.0.0.1:9");
    }
}
