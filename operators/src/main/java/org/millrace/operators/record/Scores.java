package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.evaluation.Measure;
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
 * @param others every other {@link Measure} that is defined, by its code
 */
public record Scores(
        long examples,
        double loss,
        double accuracy,
        double kappa,
        Optional<ConfusionMatrix> confusionMatrix,
        double mae,
        double rmse,
        double r2,
        Map<String, Double> others) {

    private static final Set<Measure> NAMED = Collections.unmodifiableSet(
            EnumSet.of(Measure.LOSS, Measure.ACCURACY, Measure.KAPPA, Measure.MAE, Measure.RMSE, Measure.R2));

    public Scores {
        requireNonNull(confusionMatrix, "confusionMatrix");
        others = new LinkedHashMap<>(others);
    }

    @Override
    public Map<String, Double> others() {
        return Collections.unmodifiableMap(others);
    }

    /** Scores without other figures. */
    public Scores(
            long examples,
            double loss,
            double accuracy,
            double kappa,
            Optional<ConfusionMatrix> confusionMatrix,
            double mae,
            double rmse,
            double r2) {
        this(examples, loss, accuracy, kappa, confusionMatrix, mae, rmse, r2, Map.of());
    }

    /** Scores of classes or properties. */
    public Scores(long examples, double loss, double accuracy, double kappa, ConfusionMatrix confusionMatrix) {
        this(examples, loss, accuracy, kappa, Optional.of(confusionMatrix), Double.NaN, Double.NaN, Double.NaN);
    }

    public static Scores of(Evaluation evaluation) {
        Map<Measure, Double> figures = Measure.all(evaluation);
        boolean ofNumbers = evaluation.task() == Task.REGRESSION;
        return new Scores(
                evaluation.examples(),
                evaluation.loss(),
                ofNumbers ? Double.NaN : evaluation.accuracy(),
                figures.getOrDefault(Measure.KAPPA, Double.NaN),
                ofNumbers ? Optional.empty() : Optional.of(evaluation.confusionMatrix()),
                figures.getOrDefault(Measure.MAE, Double.NaN),
                figures.getOrDefault(Measure.RMSE, Double.NaN),
                figures.getOrDefault(Measure.R2, Double.NaN),
                others(figures));
    }

    private static Map<String, Double> others(Map<Measure, Double> figures) {
        Map<String, Double> others = byCode(figures);
        NAMED.forEach(measure -> others.remove(measure.code()));
        return others;
    }

    /** Figures by the codes of their measures. */
    public static Map<String, Double> byCode(Map<Measure, Double> figures) {
        Map<String, Double> byCode = new LinkedHashMap<>();
        figures.forEach((measure, figure) -> byCode.put(measure.code(), figure));
        return byCode;
    }

    /** One of {@link #others}; NaN where it is undefined. */
    public double other(Measure measure) {
        return others.getOrDefault(measure.code(), Double.NaN);
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
