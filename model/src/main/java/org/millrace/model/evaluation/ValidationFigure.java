package org.millrace.model.evaluation;

import org.millrace.model.loss.Task;

/** A figure of an evaluation by which one network is better than another. Its name is part of savepoints and never changes. */
public enum ValidationFigure {
    LOSS(false),
    ACCURACY(true),
    KAPPA(true),
    MAE(false),
    RMSE(false),
    R2(true);

    private final boolean isBetterHigh;

    ValidationFigure(boolean isBetterHigh) {
        this.isBetterHigh = isBetterHigh;
    }

    public boolean suits(Task task) {
        return switch (this) {
            case LOSS -> true;
            case ACCURACY, KAPPA -> task != Task.REGRESSION;
            case MAE, RMSE, R2 -> task == Task.REGRESSION;
        };
    }

    /** The figure of an evaluation of a task that it suits; NaN where it is undefined. */
    public double of(Evaluation evaluation) {
        return switch (this) {
            case LOSS -> evaluation.loss();
            case ACCURACY -> evaluation.accuracy();
            case KAPPA -> evaluation.kappa();
            case MAE -> evaluation.meanAbsoluteError();
            case RMSE -> evaluation.rootMeanSquaredError();
            case R2 -> evaluation.determination();
        };
    }

    /** Whether a value is better than another by more than {@code least}. Any number is better than NaN. */
    public boolean isBetter(double value, double than, double least) {
        if (Double.isNaN(value) || Double.isNaN(than)) {
            return !Double.isNaN(value);
        }
        return isBetterHigh ? value > than + least : value < than - least;
    }
}
