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
    LOSS("loss", any -> true, t -> t.evaluation().loss()),
    ACCURACY("accuracy", Measure::hasClasses, t -> t.classes().accuracy()),
    BALANCED_ACCURACY("balanced_accuracy", Measure::hasClasses, t -> t.classes().balancedAccuracy()),
    MACRO_PRECISION("macro_precision", Measure::hasClasses, t -> t.classes().macroPrecision()),
    MACRO_RECALL("macro_recall", Measure::hasClasses, t -> t.classes().macroRecall()),
    MACRO_F1("macro_f1", Measure::hasClasses, t -> t.classes().macroF1()),
    WEIGHTED_PRECISION(
            "weighted_precision", Measure::hasClasses, t -> t.classes().weightedPrecision()),
    WEIGHTED_RECALL("weighted_recall", Measure::hasClasses, t -> t.classes().weightedRecall()),
    WEIGHTED_F1("weighted_f1", Measure::hasClasses, t -> t.classes().weightedF1()),
    KAPPA("kappa", Measure::hasClasses, t -> t.classes().kappa()),
    KAPPA_M("kappa_m", Measure::hasClasses, t -> t.classes().kappaM()),
    KAPPA_TEMPORAL("kappa_temporal", Measure::hasOneClass, t -> t.evaluation().kappaTemporal()),
    MATTHEWS_CORRELATION(
            "matthews_correlation", Measure::hasClasses, t -> t.classes().matthewsCorrelation()),
    BRIER_SCORE("brier_score", Measure::hasClasses, t -> t.evaluation()
            .probabilities()
            .brierScore()),
    ROC_AUC("roc_auc", Measure::hasClasses, t -> t.evaluation().probabilities().rocAuc()),
    CALIBRATION_ERROR("calibration_error", Measure::hasClasses, t -> t.evaluation()
            .probabilities()
            .calibrationError()),
    TOP_5_ACCURACY("top_5_accuracy", Measure::hasMoreThanFive, t -> t.evaluation()
            .probabilities()
            .topAccuracy(5)),
    MAE("mae", Measure::hasNumbers, t -> t.evaluation().meanAbsoluteError()),
    RMSE("rmse", Measure::hasNumbers, t -> t.evaluation().rootMeanSquaredError()),
    R2("r2", Measure::hasNumbers, t -> t.evaluation().determination()),
    MAPE("mape", Measure::hasNumbers, t -> t.evaluation().meanAbsolutePercentageError());

    /** A tally with its margins, which many figures need and which take as long to sum up as the square of the classes. */
    private record Tally(Evaluation evaluation, ClassFigures classes) {

        static Tally of(Evaluation evaluation) {
            requireNonNull(evaluation, "evaluation");
            return new Tally(evaluation, evaluation.task() == Task.REGRESSION ? NONE : evaluation.classFigures());
        }
    }

    private static final ClassFigures NONE = new ConfusionMatrix(1).figures();

    private final String code;

    @SuppressWarnings("ImmutableEnumChecker") // Functions without state.
    private final Predicate<Evaluation> applies;

    @SuppressWarnings("ImmutableEnumChecker")
    private final ToDoubleFunction<Tally> figure;

    Measure(String code, Predicate<Evaluation> applies, ToDoubleFunction<Tally> figure) {
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
        return of(Tally.of(evaluation));
    }

    private double of(Tally tally) {
        if (tally.evaluation().examples() == 0 || !applies.test(tally.evaluation())) {
            return Double.NaN;
        }
        double value = figure.applyAsDouble(tally);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    /** Whether evaluations of a task, of more than five outputs, may have it. */
    public boolean suits(Task task) {
        return applies.test(new Evaluation(task, ProbabilityTally.MOST_RANKS + 1));
    }

    /** Whether a value is better than another by more than {@code least}. Any number is better than NaN. */
    public boolean isBetter(double value, double than, double least) {
        if (Double.isNaN(value) || Double.isNaN(than)) {
            return !Double.isNaN(value);
        }
        return isError() ? value < than - least : value > than + least;
    }

    private boolean isError() {
        return switch (this) {
            case LOSS, BRIER_SCORE, CALIBRATION_ERROR, MAE, RMSE, MAPE -> true;
            default -> false;
        };
    }

    /** All figures that are defined, in the order above. */
    public static Map<Measure, Double> all(Evaluation evaluation) {
        Map<Measure, Double> figures = new EnumMap<>(Measure.class);
        Tally tally = Tally.of(evaluation);
        for (Measure measure : values()) {
            double figure = measure.of(tally);
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
