package org.millrace.operators.record;

/**
 * One side of the ledger: records that took part in a reading.
 *
 * @param read records that took part, whatever became of them
 * @param deadLettered those of them that could not be read as examples
 */
public record ReadTally(long read, long deadLettered) {

    public static final ReadTally NONE = new ReadTally(0, 0);
}
