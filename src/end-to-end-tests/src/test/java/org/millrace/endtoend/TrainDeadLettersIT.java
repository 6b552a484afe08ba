package org.millrace.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.operators.record.EvaluationRecord;

/** What becomes of records that are no examples. */
@TestInstance(Lifecycle.PER_CLASS)
class TrainDeadLettersIT {

    private TestCluster cluster;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        cluster = TestCluster.start(directory);
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    void everyBadRecordBecomesOneDeadLetterAndTheJobGoesOn() throws Exception {
        TrainRun run = new TrainRun(cluster, 1, Map.of("training.passes", 2));
        run.produceExamples(300);
        byte[] noise = new byte[900_000];
        new Random(3).nextBytes(noise);
        Map<String, byte[]> bad = new TreeMap<>();
        bad.put("WRONG_FEATURE_COUNT", "{\"features\":[1,2],\"label\":0}".getBytes(UTF_8));
        bad.put("NOT_A_FINITE_NUMBER", "{\"features\":[1,2,NaN,4],\"label\":0}".getBytes(UTF_8));
        bad.put("UNKNOWN_LABEL", "{\"features\":[1,2,3,4],\"label\":3}".getBytes(UTF_8));
        bad.put("MALFORMED", noise);
        bad.put("EMPTY_VALUE", null);
        bad.put("UNKNOWN_VERSION", binaryOfVersion(9));
        bad.put("UNKNOWN_CONTENT_TYPE", "x".getBytes(UTF_8));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        bad.forEach((reason, value) -> {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(run.topic("examples"), 0, ("key of " + reason).getBytes(UTF_8), value);
            record.headers().add("trace", "t-1".getBytes(UTF_8));
            switch (reason) {
                case "UNKNOWN_VERSION" -> header(record, "content-type", "application/vnd.millrace.example");
                case "UNKNOWN_CONTENT_TYPE" -> header(record, "content-type", "text/csv");
                default -> header(record, "content-type", "application/json");
            }
            records.add(record);
        });
        cluster.broker().produce(records);
        run.produceExamples(300);

        EvaluationRecord test = run.runToTheEnd();

        assertThat(test.ledger().deadLettered()).isEqualTo(7);
        assertThat(test.ledger().difference()).isZero();
        List<ConsumerRecord<byte[], byte[]>> letters = run.deadLetters();
        assertThat(letters).hasSize(7);
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            String reason = header(letter, "millrace.reason");
            assertThat(new String(letter.key(), UTF_8)).isEqualTo("key of " + reason);
            assertThat(letter.value()).isEqualTo(bad.get(reason));
            assertThat(header(letter, "trace")).isEqualTo("t-1");
            assertThat(header(letter, "__connect.errors.topic")).isEqualTo(run.topic("examples"));
            assertThat(header(letter, "__connect.errors.partition")).isEqualTo("0");
            assertThat(Integer.parseInt(header(letter, "__connect.errors.offset")))
                    .isBetween(300, 306);
            assertThat(header(letter, "__connect.errors.exception.message"))
                    .isNotBlank()
                    .hasSizeLessThan(1_000);
        }
        assertThat(letters.stream().map(letter -> header(letter, "millrace.reason")))
                .containsExactlyInAnyOrderElementsOf(bad.keySet());
    }

    private static byte[] binaryOfVersion(int version) {
        byte[] value = new byte[26];
        value[0] = 'M';
        value[1] = 'X';
        value[2] = (byte) version;
        return value;
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return new String(header.value(), UTF_8);
    }
}
