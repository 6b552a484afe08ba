package org.millrace.model.scaling;

/** What an update of running statistics works in, and the most extreme value that it met. */
public final class ScalingScratch {

    final int width;
    final float[] first;
    final float[] row;
    final float[] sums;
    final float[] squares;
    final float[] spread;
    final double[] numbers;
    final ColumnMoments block;
    private int extremeFeature = -1;
    private double extremeScore;

    public ScalingScratch(int width) {
        this.width = width;
        first = new float[width];
        row = new float[width];
        sums = new float[width];
        squares = new float[width];
        spread = new float[width];
        numbers = new double[width];
        block = new ColumnMoments(width);
    }

    /** Forgets the extremes of the update before. */
    void begin() {
        extremeFeature = -1;
        extremeScore = 0;
    }

    void meet(int feature, double score) {
        if (score > extremeScore) {
            extremeFeature = feature;
            extremeScore = score;
        }
    }

    /** The feature with the most extreme value of the last update; -1 if all were within the limit. */
    public int extremeFeature() {
        return extremeFeature;
    }

    /** How many deviations that value lay from the mean. */
    public double extremeScore() {
        return extremeScore;
    }
}
