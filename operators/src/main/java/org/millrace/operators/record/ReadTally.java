package org.millrace.operators.record;

/**
 * One side of the ledger: records that took part in a reading.
 *
 * @param read records that took part, whatever became of them
 * @param deadLettered those of them that could not be read as examples
 * @param lost records that were deleted before they could be read
 */
public record ReadTally(long read, long deadLettered, long lost) {

    public static final ReadTally NONE = new ReadTally(0, 0);

    /** Records of which none was lost. */
    public ReadTally(long read, long deadLettered) {
        this(read, deadLettered, 0);
    }
}
