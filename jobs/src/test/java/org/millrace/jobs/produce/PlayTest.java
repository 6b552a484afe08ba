package org.millrace.jobs.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.data.Datasets;
import org.millrace.jobs.data.DriftKind;
import org.millrace.jobs.data.GeneratedDataset;
import org.millrace.jobs.data.ProducedDataset;
import org.millrace.jobs.data.generator.DriftSchedule;
import org.millrace.jobs.data.generator.Generators;
import org.millrace.jobs.kafka.embedded.EmbeddedKafka;
import org.millrace.jobs.watch.Console;
import org.millrace.operators.format.BinaryExampleFormat;

/** Streams as a real broker has them. */
class PlayTest {

    private static final DriftSchedule AT_FIFTY = new DriftSchedule(List.of(50L), OptionalLong.empty(), 0);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private EmbeddedKafka kafka;

    @BeforeEach
    void start() throws Exception {
        kafka = EmbeddedKafka.start(directory, 0);
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    private static Dataset sea() {
        return new GeneratedDataset(Generators.named("sea", 1, Map.of()), AT_FIFTY, 0, 1);
    }

    private static Play play(boolean loop, long limit, Faults faults, boolean resume) {
        return new Play(loop, OptionalLong.of(limit), OptionalDouble.empty(), faults, DriftSchedule.NONE, resume);
    }

    private void fill(Dataset dataset, String topic, Play play) throws Exception {
        new DatasetTopics(
                        dataset,
                        builder -> builder.set(List.of(
                                "kafka.bootstrap.servers=" + kafka.bootstrapServers(), "topics.examples=" + topic)),
                        new Console(new PrintStream(output, true, UTF_8), false, 80))
                .fill(false, play);
    }

    private List<String> values(String topic) {
        return records(topic).stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        TopicPartition partition = new TopicPartition(topic, 0);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }

    @Test
    void aStreamThatWasInterruptedGoesOnWithTheSameExamplesAndTheSameMistakes() throws Exception {
        Faults faults = new Faults(0.2, 1);
        fill(sea(), "whole", play(true, 120, faults, false));
        fill(sea(), "pieces", play(true, 30, faults, true));
        fill(sea(), "pieces", play(true, 70, faults, true));
        fill(sea(), "pieces", play(true, 120, faults, true));

        assertThat(values("pieces")).hasSize(120).isEqualTo(values("whole"));
        assertThat(output.toString(UTF_8))
                .contains("Topic pieces has had 70 records; going on after them")
                .contains("Wrote 50 examples of sea to topic pieces");
        assertThat(values("whole").stream().filter(value -> !value.endsWith("\"}")))
                .isNotEmpty();
    }

    @Test
    void aDataSetBeginsAnewAfterItsLastExample() throws Exception {
        fill(Datasets.named("digits", Optional.empty()), "digits", play(true, 2_000, Faults.NONE, false));

        List<String> values = values("digits");
        assertThat(values).hasSize(2_000);
        assertThat(values.subList(1_797, 2_000)).isEqualTo(values.subList(0, 203));
    }

    @Test
    void aDataSetEndsWithItsLastExample() throws Exception {
        fill(Datasets.named("digits", Optional.empty()), "digits", play(false, 5_000, Faults.NONE, false));

        assertThat(values("digits")).hasSize(1_797);
    }

    @Test
    void aDataSetDriftsInTheFormatOfChoice() throws Exception {
        Dataset digits = Datasets.named("digits", Optional.empty());
        fill(digits, "plain", play(false, 100, Faults.NONE, false));
        for (DriftKind kind : DriftKind.values()) {
            fill(
                    new ProducedDataset(digits, digits.format(), AT_FIFTY, kind, 1),
                    kind.name(),
                    play(false, 100, Faults.NONE, false));
            assertThat(values(kind.name()).subList(0, 50))
                    .isEqualTo(values("plain").subList(0, 50));
            assertThat(values(kind.name()).subList(50, 100))
                    .isNotEqualTo(values("plain").subList(50, 100));
        }
        fill(
                new ProducedDataset(digits, BinaryExampleFormat.float32(), DriftSchedule.NONE, DriftKind.LABELS, 1),
                "binary",
                play(false, 100, Faults.NONE, false));
        assertThat(records("binary")).hasSize(100).allSatisfy(record -> {
            assertThat(record.value()).startsWith('M', 'X');
            assertThat(record.headers().lastHeader("content-type").value())
                    .asString()
                    .isEqualTo(BinaryExampleFormat.CONTENT_TYPE);
        });
    }

    @Test
    @Timeout(60)
    void endsWhenItIsInterruptedAndKeepsWhatItWrote() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread producer = new Thread(() -> thrown.set(
                catchThrowable(() -> fill(sea(), "endless", play(true, Long.MAX_VALUE, Faults.NONE, false)))));
        fill(sea(), "endless", play(true, 1, Faults.NONE, false));
        producer.start();
        while (values("endless").size() < 2) {
            Thread.onSpinWait();
        }

        producer.interrupt();
        producer.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(output.toString(UTF_8)).contains("Wrote 1 examples of sea");
    }
}
