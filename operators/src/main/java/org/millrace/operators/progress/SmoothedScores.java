package org.millrace.operators.progress;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.format.Versions;

/**
 * Exponential means of loss and accuracy over windows: the newest counts {@value #NEWEST}, the one before 0.9 times that,
 * and so on. The first windows are not drawn towards zero: the weights given so far are made to add up to one, as Kingma
 * and Ba (2015) do in Adam.
 */
public final class SmoothedScores {

    private static final int VERSION = 1;
    private static final double NEWEST = 0.1;

    /** What ten windows weigh. */
    private static final double SETTLED = 0.65;

    private double loss;
    private double lossWeight;
    private double accuracy;
    private double accuracyWeight;

    /** Takes in a window; what is not a finite number is passed over. */
    void add(double windowLoss, double windowAccuracy) {
        if (Double.isFinite(windowLoss)) {
            loss += NEWEST * (windowLoss - loss);
            lossWeight += NEWEST * (1 - lossWeight);
        }
        if (Double.isFinite(windowAccuracy)) {
            accuracy += NEWEST * (windowAccuracy - accuracy);
            accuracyWeight += NEWEST * (1 - accuracyWeight);
        }
    }

    /** NaN before the first window. */
    public double loss() {
        return loss / lossWeight;
    }

    /** NaN before the first window, and for a regression. */
    public double accuracy() {
        return accuracy / accuracyWeight;
    }

    /** Whether the loss is the mean of ten windows or more. */
    boolean isLossSettled() {
        return lossWeight >= SETTLED;
    }

    /** Whether the accuracy is the mean of ten windows or more, so that one lucky window does not make it. */
    boolean isAccuracySettled() {
        return accuracyWeight >= SETTLED;
    }

    SmoothedScores copy() {
        SmoothedScores copy = new SmoothedScores();
        copy.loss = loss;
        copy.lossWeight = lossWeight;
        copy.accuracy = accuracy;
        copy.accuracyWeight = accuracyWeight;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeDouble(loss);
        out.writeDouble(lossWeight);
        out.writeDouble(accuracy);
        out.writeDouble(accuracyWeight);
    }

    static SmoothedScores read(DataInput in) throws IOException {
        Versions.read("smoothed scores", VERSION, in);
        return readV1(in);
    }

    private static SmoothedScores readV1(DataInput in) throws IOException {
        SmoothedScores scores = new SmoothedScores();
        scores.loss = in.readDouble();
        scores.lossWeight = in.readDouble();
        scores.accuracy = in.readDouble();
        scores.accuracyWeight = in.readDouble();
        return scores;
    }
}
