package org.millrace.operators.metrics;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.metrics.MetricGroup;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.evaluation.Measure;
import org.millrace.model.loss.Task;
import org.millrace.operators.progress.Horizon;
import org.millrace.operators.progress.RunTotals;
import org.millrace.operators.progress.SmoothedScores;
import org.millrace.operators.record.Split;

/** How a model does on one split of the examples. */
final class SplitMeters {

    private final Total examples;
    private final Total batches;
    private final Figure loss;
    private final Figure accuracy;
    private final Figure kappa;
    private final Figure meanAbsoluteError;
    private final Figure rootMeanSquaredError;
    private final Figure determination;
    private final Figure smoothedLoss;
    private final Figure smoothedAccuracy;
    private final Figure passLoss;
    private final Figure passAccuracy;
    private final Map<Horizon, HorizonMeters> horizons = new EnumMap<>(Horizon.class);
    private final Optional<ClassMeters> classMeters;

    /**
     * @param model with the model as a variable
     * @param classes names of the classes of a confusion matrix, as far as they are known; empty for a regression
     */
    SplitMeters(MetricGroup model, Split split, Optional<List<String>> classes) {
        MetricGroup group = model.addGroup(Label.SPLIT.key(), split.name().toLowerCase(Locale.ROOT));
        examples = new Total(Meter.EXAMPLES, group);
        batches = new Total(Meter.BATCHES, group);
        loss = new Figure(Meter.LOSS, group);
        accuracy = new Figure(Meter.ACCURACY, group);
        kappa = new Figure(Meter.KAPPA, group);
        meanAbsoluteError = new Figure(Meter.MAE, group);
        rootMeanSquaredError = new Figure(Meter.RMSE, group);
        determination = new Figure(Meter.R2, group);
        smoothedLoss = new Figure(Meter.SMOOTHED_LOSS, group);
        smoothedAccuracy = new Figure(Meter.SMOOTHED_ACCURACY, group);
        passLoss = new Figure(Meter.PASS_LOSS, group);
        passAccuracy = new Figure(Meter.PASS_ACCURACY, group);
        for (Horizon horizon : Horizon.values()) {
            horizons.put(horizon, new HorizonMeters(group, horizon));
        }
        // From the start, so that what is counted first is seen to grow from zero.
        classMeters = classes.map(names -> new ClassMeters(group, names));
    }

    void count(long countedExamples, long countedBatches) {
        examples.set(countedExamples);
        batches.set(countedBatches);
    }

    /** Shows the scores of a window, of what was learned before it, or of a test; nothing if there are none. */
    void score(Evaluation evaluation) {
        if (evaluation.examples() == 0) {
            return;
        }
        loss.set(evaluation.loss());
        if (evaluation.task() == Task.REGRESSION) {
            meanAbsoluteError.set(evaluation.meanAbsoluteError());
            rootMeanSquaredError.set(evaluation.rootMeanSquaredError());
            determination.set(evaluation.determination());
        } else {
            accuracy.set(evaluation.accuracy());
            kappa.set(evaluation.kappa());
        }
    }

    /** Shows every figure over a horizon. */
    void show(Horizon horizon, Map<Measure, Double> figures) {
        horizons.get(horizon).show(figures);
    }

    void smooth(SmoothedScores scores) {
        smoothedLoss.set(scores.loss());
        smoothedAccuracy.set(scores.accuracy());
    }

    void endPass(Evaluation pass) {
        if (pass.examples() > 0) {
            passLoss.set(pass.loss());
            passAccuracy.set(RunTotals.accuracy(pass));
        }
    }

    /** Takes in the classes that are known by now. */
    void know(List<String> classes) {
        classMeters.ifPresent(meters -> meters.know(classes));
    }

    /** Shows, class by class, what was counted over the whole run. */
    void countClasses(Supplier<ConfusionMatrix> run) {
        classMeters.ifPresent(meters -> meters.count(run.get()));
    }

    /** Shows, class by class, how an evaluation went; nothing if it had no examples. */
    void scoreClasses(Evaluation evaluation) {
        if (evaluation.examples() > 0) {
            classMeters.ifPresent(meters -> meters.evaluate(evaluation.confusionMatrix()));
        }
    }
}
