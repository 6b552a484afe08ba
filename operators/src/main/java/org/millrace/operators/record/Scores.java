package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

import org.millrace.model.Evaluation;

/**
 * How well the network did on some examples.
 *
 * @param loss mean over the examples; NaN without examples
 * @param accuracy share of the examples whose class was predicted, in 0 … 1; NaN without examples
 * @param kappa Cohen's kappa: 0 for guessing by class frequency, 1 for no error; NaN where undefined
 * @param confusionMatrix counts, one row for each actual class, one column for each predicted class
 */
public record Scores(long examples, double loss, double accuracy, double kappa, long[][] confusionMatrix) {

    public Scores {
        requireNonNull(confusionMatrix, "confusionMatrix");
    }

    public static Scores of(Evaluation evaluation) {
        return new Scores(
                evaluation.examples(),
                evaluation.loss(),
                evaluation.accuracy(),
                evaluation.kappa(),
                evaluation.confusionMatrix().counts());
    }
}
