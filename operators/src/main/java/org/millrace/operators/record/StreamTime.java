package org.millrace.operators.record;

/**
 * The event time that orders a whole run: milliseconds since the epoch, one era after the other. Each pass over a bounded
 * range is an era of its own, since its timestamps begin anew; the test after the last pass is the last era. On a live
 * topic there is one era, and the event time is the timestamp.
 */
public final class StreamTime {

    /** An era has room for timestamps up to the year 2109. */
    private static final int ERA_BITS = 42;

    private static final long END_OF_ERA = (1L << ERA_BITS) - 1;

    /** After the greatest number of passes. */
    private static final long TEST_ERA = 1L << 20;

    private StreamTime() {}

    /**
     * The event time of a record. Timestamps outside of what an era holds, such as the -1 of a record without one, count
     * as its first or last millisecond.
     *
     * @param pass number of the pass, from 1
     * @param timestamp milliseconds since the epoch
     */
    public static long of(Phase phase, int pass, long timestamp) {
        return start(phase, pass) + Math.max(0, Math.min(timestamp, END_OF_ERA - 1));
    }

    /** The event time at which a pass is over: later than that of every record in it. */
    public static long endOf(Phase phase, int pass) {
        return start(phase, pass) + END_OF_ERA;
    }

    private static long start(Phase phase, int pass) {
        long era =
                switch (phase) {
                    case TRAINING -> pass - 1L;
                    case TEST -> TEST_ERA;
                    case LIVE -> 0;
                };
        return era << ERA_BITS;
    }
}
