package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

/**
 * Records of a partition that were deleted before they were read, and are skipped.
 *
 * @param from first offset that is skipped
 * @param to offset after the last
 */
public record LostRecords(String topic, int partition, long from, long to) implements SourceElement {

    public LostRecords {
        requireNonNull(topic, "topic");
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("offsets must be 0 <= from < to: " + from + ", " + to);
        }
    }

    /** As many as there are offsets; of a compacted topic, or one with transactions, fewer of them were records. */
    public long count() {
        return to - from;
    }
}
