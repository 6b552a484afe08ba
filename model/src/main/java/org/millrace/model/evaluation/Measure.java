package org.millrace.model.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.millrace.model.format.Coded;
import org.millrace.model.loss.Task;

/**
 * Every figure that tells in one number how good predictions are. Their codes are published, in evaluations and in the names of
 * meters, and never change.
 */
public enum Measure implements Coded {
    LOSS("loss", any -> true, Evaluation::loss),
    ACCURACY("accuracy", Measure::hasClasses, Evaluation::accuracy),
    BALANCED_ACCURACY(
            "balanced_accuracy", Measure::hasClasses, e -> e.classFigures().balancedAccuracy()),
    MACRO_PRECISION(
            "macro_precision", Measure::hasClasses, e -> e.classFigures().macroPrecision()),
    MACRO_RECALL("macro_recall", Measure::hasClasses, e -> e.classFigures().macroRecall()),
    MACRO_F1("macro_f1", Measure::hasClasses, e -> e.classFigures().macroF1()),
    WEIGHTED_PRECISION(
            "weighted_precision", Measure::hasClasses, e -> e.classFigures().weightedPrecision()),
    WEIGHTED_RECALL(
            "weighted_recall", Measure::hasClasses, e -> e.classFigures().weightedRecall()),
    WEIGHTED_F1("weighted_f1", Measure::hasClasses, e -> e.classFigures().weightedF1()),
    KAPPA("kappa", Measure::hasClasses, Evaluation::kappa),
    KAPPA_M("kappa_m", Measure::hasClasses, e -> e.classFigures().kappaM()),
    KAPPA_TEMPORAL("kappa_temporal", Measure::hasOneClass, Evaluation::kappaTemporal),
    MATTHEWS_CORRELATION(
            "matthews_correlation", Measure::hasClasses, e -> e.classFigures().matthewsCorrelation()),
    BRIER_SCORE("brier_score", Measure::hasClasses, e -> e.probabilities().brierScore()),
    ROC_AUC("roc_auc", Measure::hasClasses, e -> e.probabilities().rocAuc()),
    CALIBRATION_ERROR(
            "calibration_error", Measure::hasClasses, e -> e.probabilities().calibrationError()),
    TOP_5_ACCURACY(
            "top_5_accuracy", Measure::hasMoreThanFive, e -> e.probabilities().topAccuracy(5)),
    MAE("mae", Measure::hasNumbers, Evaluation::meanAbsoluteError),
    RMSE("rmse", Measure::hasNumbers, Evaluation::rootMeanSquaredError),
    R2("r2", Measure::hasNumbers, Evaluation::determination),
    MAPE("mape", Measure::hasNumbers, Evaluation::meanAbsolutePercentageError);

    private final String code;

    @SuppressWarnings("ImmutableEnumChecker") // Functions without state.
    private final Predicate<Evaluation> applies;

    @SuppressWarnings("ImmutableEnumChecker")
    private final ToDoubleFunction<Evaluation> figure;

    Measure(String code, Predicate<Evaluation> applies, ToDoubleFunction<Evaluation> figure) {
        this.code = code;
        this.applies = applies;
        this.figure = figure;
    }

    private static boolean hasClasses(Evaluation evaluation) {
        return evaluation.task() != Task.REGRESSION;
    }

    private static boolean hasOneClass(Evaluation evaluation) {
        return evaluation.task() == Task.CLASSIFICATION;
    }

    private static boolean hasMoreThanFive(Evaluation evaluation) {
        return hasOneClass(evaluation) && evaluation.outputs() > ProbabilityTally.MOST_RANKS;
    }

    private static boolean hasNumbers(Evaluation evaluation) {
        return evaluation.task() == Task.REGRESSION;
    }

    @Override
    public String code() {
        return code;
    }

    /** The figure; NaN where it is undefined, or not one of the task. */
    public double of(Evaluation evaluation) {
        requireNonNull(evaluation, "evaluation");
        if (evaluation.examples() == 0 || !applies.test(evaluation)) {
            return Double.NaN;
        }
        double value = figure.applyAsDouble(evaluation);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    /** All figures that are defined, in the order above. */
    public static Map<Measure, Double> all(Evaluation evaluation) {
        Map<Measure, Double> figures = new EnumMap<>(Measure.class);
        for (Measure measure : values()) {
            double figure = measure.of(evaluation);
            if (!Double.isNaN(figure)) {
                figures.put(measure, figure);
            }
        }
        return figures;
    }

    /** All figures of a window that are defined, with the exact area under the ROC curve. */
    public static Map<Measure, Double> all(SlidingWindow window) {
        Map<Measure, Double> figures = all(window.evaluation());
        figures.computeIfPresent(ROC_AUC, (measure, estimate) -> window.rocAuc());
        return figures;
    }
}
