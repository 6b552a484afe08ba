package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

/**
 * A partition has been read to the end of its range once more.
 *
 * @param pass number of the pass that ended, from 1
 * @param partitions how many partitions take part in this phase; the pass is over when all of them have ended it
 * @param lastPass whether no further pass of this phase follows
 * @param tally what the partition consumed since it last sent a batch on
 */
public record EndOfPass(
        Phase phase, int pass, String topic, int partition, int partitions, boolean lastPass, ReadTally tally)
        implements SourceElement, TrainElement {

    public EndOfPass {
        requireNonNull(phase, "phase");
        requireNonNull(topic, "topic");
        requireNonNull(tally, "tally");
    }

    /** The same marker, carrying what the partition consumed up to it. */
    public EndOfPass with(ReadTally consumed) {
        return new EndOfPass(phase, pass, topic, partition, partitions, lastPass, consumed);
    }

    /** This marker, which nobody changes. */
    @Override
    public EndOfPass copy() {
        return this;
    }

    @Override
    public long time() {
        return StreamTime.endOf(phase, pass);
    }
}
