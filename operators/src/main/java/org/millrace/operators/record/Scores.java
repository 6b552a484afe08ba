package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.Task;

/**
 * How well the network did on some examples. A figure that the task does not have, or that is undefined, is NaN.
 *
 * @param loss mean over the examples; NaN without examples
 * @param accuracy share of the examples whose class was predicted, in 0 … 1; for multi-label the share of single properties
 * @param kappa Cohen's kappa: 0 for guessing by class frequency, 1 for no error
 * @param confusionMatrix of the classes; for multi-label of 0 and 1, over all properties; for regression empty
 * @param mae regression: mean absolute error
 * @param rmse regression: root of the mean squared error
 * @param r2 regression: the share of the targets' variance that is explained; 0 for guessing their mean, 1 for no error
 */
public record Scores(
        long examples,
        double loss,
        double accuracy,
        double kappa,
        Optional<ConfusionMatrix> confusionMatrix,
        double mae,
        double rmse,
        double r2) {

    public Scores {
        requireNonNull(confusionMatrix, "confusionMatrix");
    }

    /** Scores of classes or properties. */
    public Scores(long examples, double loss, double accuracy, double kappa, ConfusionMatrix confusionMatrix) {
        this(examples, loss, accuracy, kappa, Optional.of(confusionMatrix), Double.NaN, Double.NaN, Double.NaN);
    }

    public static Scores of(Evaluation evaluation) {
        if (evaluation.task() == Task.REGRESSION) {
            return new Scores(
                    evaluation.examples(),
                    evaluation.loss(),
                    Double.NaN,
                    Double.NaN,
                    Optional.empty(),
                    evaluation.meanAbsoluteError(),
                    evaluation.rootMeanSquaredError(),
                    evaluation.determination());
        }
        return new Scores(
                evaluation.examples(),
                evaluation.loss(),
                evaluation.accuracy(),
                evaluation.kappa(),
                evaluation.confusionMatrix().copy());
    }

    /** How good the network is in one figure, 1 for no error: R² of a regression, else the accuracy. */
    public double quality() {
        return ofRegression() ? r2 : accuracy;
    }

    /** Whether numbers were predicted, not classes. */
    public boolean ofRegression() {
        return confusionMatrix.isEmpty();
    }
}
