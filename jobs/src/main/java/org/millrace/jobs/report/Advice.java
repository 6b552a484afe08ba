package org.millrace.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.millrace.jobs.watch.RunHistory;
import org.millrace.model.evaluation.Overfitting;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.Scores;

/** Reads the curves of a run as a practitioner would, and proposes the next experiments. */
final class Advice {

    /** A loss that still fell by this much in the last pass has further to go. */
    private static final double STILL_FALLING = 0.97;

    private static final double GOOD_QUALITY = 0.9;

    private Advice() {}

    static List<String> on(RunHistory history) {
        List<String> advice = new ArrayList<>();
        List<Double> training = history.trainingLosses();
        List<Double> validation = history.validationLosses();
        Optional<EvaluationRecord> last = history.last();
        if (last.map(record -> record.learner().refusedSteps()).orElse(0L) > 0) {
            advice.add("Some steps were refused because the loss or a gradient was not finite: lower the learning rate"
                    + " (--set training.learning-rate=…) or clip the gradient (--set training.clip-norm=1).");
        }
        Overfitting judgement = history.overfitting();
        if (judgement.isOn()) {
            advice.add(
                    overfitting(judgement, training.get(training.size() - 1), validation.get(validation.size() - 1)));
        }
        if (advice.isEmpty() && stillFalling(validation.isEmpty() ? training : validation)) {
            advice.add("The loss was still falling in the last pass: train longer with --set training.passes="
                    + 2 * history.passes().size() + ".");
        }
        if (advice.isEmpty() && finalQuality(history) < GOOD_QUALITY) {
            advice.add(
                    ofRegression(history)
                            ? "The loss has settled, but much of the variance is not explained: try a larger network"
                                    + " (--set model.hidden-layers=[128,64]), the rate that ./millrace lr-find proposes, or bring"
                                    + " the numbers to predict to a scale of about 1."
                            : "The loss has settled, but many examples are still misclassified: try a larger network"
                                    + " (--set model.hidden-layers=[128,64]), the rate that ./millrace lr-find proposes, or look at"
                                    + " the most confused pairs for labels that are hard to tell apart.");
        }
        if (advice.isEmpty()) {
            advice.add("The curves look healthy. See what a smaller network loses"
                    + " (--set model.hidden-layers=[16]), or what plain gradient descent does"
                    + " (--set training.optimizer=sgd --set training.learning-rate=0.1).");
        }
        last.map(EvaluationRecord::ledger)
                .filter(ledger -> ledger.deadLettered() > 0)
                .ifPresent(ledger -> advice.add(ledger.deadLettered()
                        + " records were not examples; the topic of dead letters holds the reasons."));
        return advice;
    }

    private static String overfitting(Overfitting judgement, double training, double validation) {
        return String.format(
                Locale.ROOT,
                "Overfitting: the validation loss was lowest (%.4f) after pass %d, and is %.4f now, while the training loss"
                        + " is %.4f. Stop in time with --set training.passes=%d, or take a smaller network.",
                judgement.lowest(),
                judgement.best(),
                validation,
                training,
                judgement.best());
    }

    private static boolean stillFalling(List<Double> losses) {
        int size = losses.size();
        return size >= 2 && losses.get(size - 1) < STILL_FALLING * losses.get(size - 2);
    }

    private static double finalQuality(RunHistory history) {
        return lastScores(history).map(Scores::quality).orElse(0.0);
    }

    private static boolean ofRegression(RunHistory history) {
        return lastScores(history).map(Scores::ofRegression).orElse(false);
    }

    private static Optional<Scores> lastScores(RunHistory history) {
        return history.last().flatMap(record -> record.heldOut().or(record::training));
    }
}
