package org.millrace.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.millrace.jobs.watch.RunHistory;
import org.millrace.model.evaluation.Overfitting;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.LearnerStatus;
import org.millrace.operators.record.Scores;

/** Reads the figures of a run as a practitioner would, and proposes the next experiments; nothing where they say nothing. */
final class Advice {

    private static final double GOOD_QUALITY = 0.9;

    /** Below this an accuracy, however high, is little more than that of guessing by frequency. */
    private static final double POOR_KAPPA = 0.2;

    private final RunHistory history;
    private final LossCourse course;
    private final Optional<Scores> scores;
    private final ScoreReading reading;

    private Advice(Task task, List<String> classes, RunHistory history) {
        this.history = history;
        course = new LossCourse(
                history.validationLosses().isEmpty() ? history.trainingLosses() : history.validationLosses());
        scores = history.last().flatMap(record -> record.heldOut().or(record::training));
        reading = new ScoreReading(task, classes, scores);
    }

    /** @param classes names of the classes, or of the numbers that are predicted */
    static List<String> on(Task task, List<String> classes, RunHistory history) {
        return new Advice(task, classes, history).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (history.last().map(last -> last.ledger().trained()).orElse(0L) > 0) {
            refusals().ifPresent(lines::add);
            reading.fewExamplesCarryTheLoss().ifPresent(lines::add);
            if (lines.isEmpty()) {
                overfitting().ifPresent(lines::add);
                reading.classesNeverRecognised().ifPresent(lines::add);
            }
            if (lines.isEmpty() && history.stop().isEmpty()) {
                course().ifPresent(lines::add);
            }
        }
        deadLetters().ifPresent(lines::add);
        return lines;
    }

    private Optional<String> refusals() {
        LearnerStatus learner = history.last().orElseThrow().learner();
        long refused = learner.refusedSteps();
        if (refused == 0) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%,d of %,d steps were refused because a feature, the loss or a gradient was not finite: lower the learning"
                        + " rate (--set training.learning-rate=…) or clip the gradient (--set training.clip-norm=1).",
                refused,
                refused + learner.step()));
    }

    private Optional<String> overfitting() {
        Overfitting judgement = history.overfitting();
        boolean isAnswered =
                history.last().flatMap(last -> last.learner().best()).isPresent();
        if (!judgement.isOn() || isAnswered) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "Overfitting: the validation loss was lowest (%.4f) after pass %d, and is %.4f now, while the training loss"
                        + " is %.4f. Stop in time with --set training.early-stopping=loss, or take a smaller network.",
                judgement.lowest(),
                judgement.best(),
                last(history.validationLosses()),
                last(history.trainingLosses())));
    }

    private static double last(List<Double> losses) {
        return losses.get(losses.size() - 1);
    }

    private Optional<String> course() {
        if (course.isFalling()) {
            return Optional.of("The loss was still falling in the last pass: train longer with --set training.passes="
                    + 2 * history.passes().size() + ".");
        }
        if (isGood()) {
            return course.isLevel()
                    ? Optional.of("The curves look healthy. See what a smaller network loses"
                            + " (--set model.hidden-layers=[16]), or what plain gradient descent does"
                            + " (--set training.optimizer=sgd --set training.learning-rate=0.1).")
                    : Optional.empty();
        }
        if (course.hasSettled()) {
            return Optional.of("The loss has settled, but " + reading.shortcoming() + ": try a larger network"
                    + " (--set model.hidden-layers=[128,64]), the rate that ./millrace lr-find proposes, or "
                    + reading.placeToLook() + ".");
        }
        return course.hasHardlyMoved()
                ? Optional.of("The loss hardly moved: take the learning rate that ./millrace lr-find proposes, and look"
                        + " whether the features say anything of " + reading.subject() + ".")
                : Optional.empty();
    }

    private boolean isGood() {
        return scores.map(last -> last.quality() >= GOOD_QUALITY && !(last.kappa() < POOR_KAPPA))
                .orElse(false);
    }

    private Optional<String> deadLetters() {
        return history.last()
                .map(EvaluationRecord::ledger)
                .filter(ledger -> ledger.deadLettered() > 0)
                .map(ledger -> String.format(
                        Locale.ROOT,
                        "%,d of %,d records were not examples; the topic of dead letters holds the reasons.",
                        ledger.deadLettered(),
                        ledger.read()));
    }
}
