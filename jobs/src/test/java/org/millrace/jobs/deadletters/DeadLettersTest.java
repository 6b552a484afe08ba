package org.millrace.jobs.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.kafka.embedded.EmbeddedKafka;
import org.millrace.jobs.watch.Console;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Reading;
import org.millrace.operators.sink.DeadLetterTopic;
import org.millrace.operators.sink.Redaction;

@Timeout(120)
class DeadLettersTest {

    private static final byte[] BINARY = {0, (byte) 0xFF, 7, '\n'};

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private EmbeddedKafka kafka;
    private int offset;

    @BeforeEach
    void start(@TempDir Path directory) {
        kafka = EmbeddedKafka.start(directory, 0);
        kafka.createTopic("examples", 2);
        kafka.createTopic("dead-letters", 1);
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    /** Writes a letter as the job does, about a record of partition 1. */
    private void letter(String topic, Reason reason, byte[] value, Redaction redaction) throws Exception {
        RawRecord record = new RawRecord(
                Reading.LIVE,
                new Place(topic, 1, offset++),
                1_700_000_000_000L + offset,
                "key".getBytes(UTF_8),
                value == null ? null : ByteBuffer.wrap(value),
                List.of(
                        new RawRecord.Header("trace", new byte[] {1, 2}),
                        new RawRecord.Header("empty", null),
                        new RawRecord.Header("trace", new byte[] {3})));
        try (Producer<byte[], byte[]> producer = producer(Map.of())) {
            producer.send(new DeadLetterTopic("dead-letters", "m", redaction)
                            .serialize(new DeadLetter(record, reason, "what is wrong\nwith it"), null, null))
                    .get();
        }
    }

    private void letter(Reason reason, String value) throws Exception {
        letter("examples", reason, value.getBytes(UTF_8), Redaction.none());
    }

    private Producer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private DeadLetters deadLetters(String... settings) {
        output.reset();
        JobConfig config = Keys.builder()
                .known(Map.of(
                        "model.name",
                        "m",
                        "model.features",
                        2,
                        "model.classes",
                        List.of("no", "yes"),
                        "kafka.bootstrap.servers",
                        kafka.bootstrapServers()))
                .set(List.of(settings))
                .build();
        return new DeadLetters(config, new Console(new PrintStream(output, true, UTF_8), false, 80));
    }

    private List<String> replay() throws Exception {
        deadLetters().replay();
        return output.toString(UTF_8).lines().toList();
    }

    private List<String> list() throws Exception {
        deadLetters().list();
        return output.toString(UTF_8).lines().toList();
    }

    /** What readers of committed records see in the topic of examples. */
    private List<ConsumerRecord<byte[], byte[]>> examples() {
        List<TopicPartition> partitions = List.of(new TopicPartition("examples", 0), new TopicPartition("examples", 1));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        return records;
    }

    private Stream<String> values() {
        return examples().stream().map(record -> new String(record.value(), UTF_8));
    }

    @Test
    void listsReasonsWithCountsAndTheLatestOfEach() throws Exception {
        letter(Reason.MALFORMED, "first");
        letter(Reason.UNKNOWN_LABEL, "{\"label\":\n\"maybe\"}");
        letter(Reason.MALFORMED, "x".repeat(1_000));
        letter("examples", Reason.UNKNOWN_VERSION, BINARY, Redaction.none());
        letter("of-another-job", Reason.MISSING_FIELD, BINARY, Redaction.none());

        assertThat(list())
                .containsExactly(
                        "4 dead letters of topic examples in topic dead-letters",
                        "",
                        "MALFORMED                      2   the latest: offset 2 of partition 1: what is wrong with it",
                        " ".repeat(35) + "x".repeat(120) + "…",
                        "",
                        "UNKNOWN_LABEL                  1   the latest: offset 1 of partition 1: what is wrong with it",
                        " ".repeat(35) + "{\"label\": \"maybe\"}",
                        "",
                        "UNKNOWN_VERSION                1   the latest: offset 3 of partition 1: what is wrong with it",
                        " ".repeat(35) + "(4 bytes that are no text)",
                        "",
                        "When the cause is mended, --replay sends them back to topic examples, each once");
    }

    @Test
    void sendsThemBackAsTheyWere() throws Exception {
        letter("examples", Reason.MALFORMED, BINARY, Redaction.none());

        assertThat(replay()).containsExactly("Records sent back to topic examples: 1");

        ConsumerRecord<byte[], byte[]> record = examples().get(0);
        assertThat(record.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(record.value()).isEqualTo(BINARY);
        assertThat(record.timestamp()).isEqualTo(1_700_000_000_001L);
        assertThat(record.partition()).isEqualTo(1);
        assertThat(record.headers().toArray()).extracting(Header::key).containsExactly("trace", "empty", "trace");
        assertThat(record.headers().toArray())
                .extracting(Header::value)
                .containsExactly(new byte[] {1, 2}, null, new byte[] {3});
    }

    @Test
    void sendsEachBackOnce() throws Exception {
        letter(Reason.MALFORMED, "a");
        letter(Reason.MALFORMED, "b");

        assertThat(replay()).containsExactly("Records sent back to topic examples: 2");
        assertThat(replay()).containsExactly("Records sent back to topic examples: 0");
        letter(Reason.MALFORMED, "c");
        assertThat(list()).first().asString().endsWith("; --replay has dealt with 2 of them");
        assertThat(replay()).containsExactly("Records sent back to topic examples: 1");

        assertThat(values()).containsExactly("a", "b", "c");
    }

    @Test
    void aReplayThatWasKilledLeavesNothingBehind() throws Exception {
        letter(Reason.MALFORMED, "a");
        try (Producer<byte[], byte[]> killed = producer(Map.of("transactional.id", "millrace-m-replay"))) {
            killed.initTransactions();
            killed.beginTransaction();
            killed.send(new ProducerRecord<>("examples", "a".getBytes(UTF_8))).get();

            replay();
        }

        assertThat(values()).containsExactly("a");
    }

    @Test
    void leavesWhatIsOnlyAPartOfItsRecord() throws Exception {
        letter("examples", Reason.MALFORMED, new byte[2_000_000], Redaction.none());
        letter("examples", Reason.MISSING_FIELD, "{\"name\":\"Ann\"}".getBytes(UTF_8), new Redaction(Set.of("name")));
        letter(Reason.MALFORMED, "whole");

        assertThat(replay())
                .containsExactly(
                        "Records sent back to topic examples: 1; left: 2, of which the letter holds only a part,"
                                + " cut or masked");
        assertThat(values()).containsExactly("whole");
    }

    @Test
    void saysThatThereAreNone() throws Exception {
        assertThat(list()).containsExactly("Topic dead-letters holds no dead letters of topic examples");
        assertThat(replay()).containsExactly("Records sent back to topic examples: 0");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> deadLetters("topics.dead-letters=none").list())
                .withMessage("topic none (topics.dead-letters) does not exist; create it first");
    }
}
