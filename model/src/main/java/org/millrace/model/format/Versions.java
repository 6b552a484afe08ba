package org.millrace.model.format;

import java.io.DataInput;
import java.io.IOException;

/**
 * The version byte that every nested piece of state begins with. A piece writes its newest version, and has one reader for
 * every version that was ever written: {@code readV1}, {@code readV2} and so on.
 */
public final class Versions {

    private Versions() {}

    /**
     * Reads the version byte of a piece.
     *
     * @param piece the piece with its article, as in "an evaluation"
     * @param newest the newest version that can be read
     * @return the version, in [1, newest]
     * @throws LearnerFormatException if it is another
     */
    public static int read(String piece, int newest, DataInput in) throws IOException {
        return require(piece, newest, in.readUnsignedByte());
    }

    /** {@link #read} of a version that was read already. */
    public static int require(String piece, int newest, int found) throws LearnerFormatException {
        if (found < 1 || found > newest) {
            throw new LearnerFormatException(piece + " of version " + found + ": this Millrace reads versions up to "
                    + newest + "; restore it with the version that wrote it or a newer one");
        }
        return found;
    }
}
