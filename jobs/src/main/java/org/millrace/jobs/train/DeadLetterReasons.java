package org.millrace.jobs.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.sink.DeadLetterTopic;
import org.millrace.operators.source.RangeReader;

/** Why records became dead letters, as their topic tells. */
final class DeadLetterReasons {

    private DeadLetterReasons() {}

    /** The reason of most letters in the topic; empty if there are none. */
    static Optional<String> commonest(JobConfig config) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        new RangeReader(config.get(KafkaKeys.DEAD_LETTERS_TOPIC), config.kafkaProperties())
                .read(partitions -> {}, letter -> {
                    reason(letter).ifPresent(reason -> counts.merge(reason, 1, Integer::sum));
                    return true;
                });
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    private static Optional<String> reason(RawRecord letter) {
        return letter.headers().stream()
                .filter(header -> header.name().equals(DeadLetterTopic.REASON) && header.value() != null)
                .map(header -> new String(header.value(), UTF_8))
                .findFirst();
    }
}
