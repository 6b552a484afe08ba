package org.millrace.endtoend.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Examples of three classes, clusters of points that overlap, with a bad record now and then. */
final class PointClouds {

    static final int FEATURES = 16;
    static final List<String> CLASSES = List.of("a", "b", "c");

    static final int BAD_EVERY = 997;
    private static final long FIRST_TIMESTAMP = 1_700_000_000_000L;
    private static final double DISTANCE = 1.5;

    private final Random random = new Random(5);
    private final String topic;
    private final int partitions;
    private int produced;

    PointClouds(String topic, int partitions) {
        this.topic = topic;
        this.partitions = partitions;
    }

    /** The next {@code count} records, on the partitions by turns; how many are taken at a time makes no difference. */
    List<ProducerRecord<byte[], byte[]>> next(int count) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String value = (produced + 1) % BAD_EVERY == 0 ? "not an example" : example();
            records.add(new ProducerRecord<>(
                    topic, produced % partitions, FIRST_TIMESTAMP + produced, null, value.getBytes(UTF_8)));
            produced++;
        }
        return records;
    }

    private String example() {
        int label = random.nextInt(CLASSES.size());
        StringJoiner features = new StringJoiner(",");
        for (int feature = 0; feature < FEATURES; feature++) {
            double center = feature % CLASSES.size() == label ? DISTANCE : 0;
            features.add(Float.toString((float) (center + random.nextGaussian())));
        }
        return "{\"features\":[" + features + "],\"label\":" + label + "}";
    }
}
