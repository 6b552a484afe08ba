package org.millrace.jobs.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.Scores;

/**
 * What the figures of the last evaluation say beyond its mean.
 *
 * @param classes names of the classes, or of the numbers that are predicted
 */
record ScoreReading(Task task, List<String> classes, Optional<Scores> scores) {

    /** Fewer examples of a class say nothing. */
    private static final int ENOUGH_EXAMPLES = 3;

    private static final int MOST_NAMES = 3;

    /** With fewer examples each carries much of the mean. */
    private static final int MANY_EXAMPLES = 20;

    /** Of the most that the figure can be, when one example alone makes all of the error. */
    private static final double DOMINATED = 0.7;

    /** How often the loss of guessing, log K, the mean may be while nearly all are right. */
    private static final double ABSURD = 3;

    private static final double NEARLY_ALL = 0.9;

    /** Classes that there are examples of, and none of which was told. */
    Optional<String> classesNeverRecognised() {
        if (task != Task.CLASSIFICATION) {
            return Optional.empty();
        }
        return scores.flatMap(Scores::confusionMatrix).flatMap(matrix -> {
            List<Integer> missed = IntStream.range(0, matrix.classes())
                    .filter(k -> matrix.support(k) >= ENOUGH_EXAMPLES && matrix.count(k, k) == 0)
                    .boxed()
                    .toList();
            return missed.isEmpty() ? Optional.empty() : Optional.of(neverRecognised(matrix, missed));
        });
    }

    private String neverRecognised(ConfusionMatrix matrix, List<Integer> missed) {
        String names = missed.stream()
                .limit(MOST_NAMES)
                .map(k -> String.format(Locale.ROOT, "'%s' (%,d examples)", classes.get(k), matrix.support(k)))
                .collect(Collectors.joining(", "));
        String others = missed.size() > MOST_NAMES ? " and of " + (missed.size() - MOST_NAMES) + " other classes" : "";
        return "Not one example of " + names + others + " was recognised. Where classes are rare, let them count more:"
                + " --set training.class-weights=balanced.";
    }

    /** Few examples whose losses make the mean say nothing of the others. */
    Optional<String> fewExamplesCarryTheLoss() {
        return scores.filter(last -> last.examples() >= MANY_EXAMPLES && carriedByFew(last))
                .map(last -> String.format(
                        Locale.ROOT,
                        "A few examples carry the mean loss of %.4g: look for extreme values among the features%s; for most"
                                + " examples the loss is far lower.",
                        last.loss(),
                        task == Task.REGRESSION ? " and targets, or take --set training.loss=huber" : ""));
    }

    private boolean carriedByFew(Scores last) {
        return switch (task) {
            case REGRESSION -> last.rmse() > DOMINATED * Math.sqrt((double) last.examples()) * last.mae();
            case CLASSIFICATION -> last.accuracy() >= NEARLY_ALL && last.loss() > ABSURD * Math.log(classes.size());
            case MULTI_LABEL -> last.accuracy() >= NEARLY_ALL && last.loss() > ABSURD * Math.log(2);
        };
    }

    String shortcoming() {
        return task == Task.REGRESSION
                ? "much of the variance is not explained"
                : "many examples are still misclassified";
    }

    String placeToLook() {
        return switch (task) {
            case REGRESSION -> "look for features that say more";
            case CLASSIFICATION -> "look at the most confused pairs for labels that are hard to tell apart";
            case MULTI_LABEL -> "look for properties that the features say nothing of";
        };
    }

    String subject() {
        return switch (task) {
            case REGRESSION -> "the numbers to predict";
            case CLASSIFICATION -> "the classes";
            case MULTI_LABEL -> "the properties";
        };
    }
}
