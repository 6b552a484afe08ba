package org.millrace.model.evaluation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.format.Versions;

/**
 * Judges, pass by pass or window by window, whether a network is overfitting: it goes on getting better at the examples that it is
 * trained on, and gets worse at those that are held out.
 *
 * <p>An evaluation looks like it if the validation loss v is more than {@value #RISE} times its lowest so far, and the
 * training loss is less than {@value #GAP} v. The first is the <em>generalization loss</em> of Prechelt, <em>Early Stopping –
 * But When?</em> (1998); the second tells it from data that have changed and from steps that are too large, where both losses
 * rise. One evaluation that looks like it may be noise; it is overfitting when {@value #PASSES} passes in a row do. Where there
 * are no passes, {@value #WINDOWS} validation windows in a row, with smoothed losses, which one bad window moves for as long.
 *
 * @param lowest the lowest validation loss so far; NaN before the first
 * @param best number of the pass or window that had it; 0 before the first
 * @param inARow how many of the latest evaluations, without a gap, look like overfitting
 * @param isOn whether they are enough
 */
public record Overfitting(double lowest, long best, int inARow, boolean isOn) {

    static final double RISE = 2;
    static final double GAP = 0.5;
    static final int PASSES = 3;
    static final int WINDOWS = 10;

    /** Nothing is known yet. */
    public static final Overfitting UNKNOWN = new Overfitting(Double.NaN, 0, 0, false);

    private static final int VERSION = 1;

    /**
     * Takes in a pass; one whose validation loss is not a finite number is passed over.
     *
     * @param number of the pass, at least 1
     * @param trainingLoss mean over the pass
     * @param validationLoss mean over the pass
     */
    public Overfitting afterPass(long number, double trainingLoss, double validationLoss) {
        return after(number, trainingLoss, validationLoss, PASSES);
    }

    /** The same for a validation window where there are no passes, with smoothed losses. */
    public Overfitting afterWindow(long number, double trainingLoss, double validationLoss) {
        return after(number, trainingLoss, validationLoss, WINDOWS);
    }

    private Overfitting after(long number, double trainingLoss, double validationLoss, int enough) {
        if (!Double.isFinite(validationLoss)) {
            return this;
        }
        if (best == 0 || validationLoss < lowest) {
            return new Overfitting(validationLoss, number, 0, false);
        }
        boolean looksLikeIt = validationLoss > RISE * lowest && trainingLoss < GAP * validationLoss;
        int now = looksLikeIt ? inARow + 1 : 0;
        return new Overfitting(lowest, best, now, now >= enough);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeDouble(lowest);
        out.writeLong(best);
        out.writeInt(inARow);
        out.writeBoolean(isOn);
    }

    /** Reads what {@link #write} wrote. */
    public static Overfitting read(DataInput in) throws IOException {
        Versions.read("a judgement of overfitting", VERSION, in);
        return new Overfitting(in.readDouble(), in.readLong(), in.readInt(), in.readBoolean());
    }
}
