package org.millrace.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.millrace.jobs.watch.RunHistory;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.Scores;

class AdviceTest {

    private static List<String> on(EvaluationRecord... records) {
        RunHistory history = RunHistory.EMPTY;
        for (EvaluationRecord record : records) {
            history = history.plus(record);
        }
        return Advice.on(Task.CLASSIFICATION, List.of("cat", "dog"), history);
    }

    @Test
    void seesOverfittingAndWhenToStop() {
        assertThat(on(
                        Records.pass(1, 1.0, 0.9, 0.8),
                        Records.pass(2, 0.5, 0.6, 0.9),
                        Records.pass(3, 0.2, 1.25, 0.9),
                        Records.pass(4, 0.1, 1.30, 0.9),
                        Records.pass(5, 0.1, 1.40, 0.9)))
                .singleElement()
                .asString()
                .startsWith("Overfitting: the validation loss was lowest (0.6000) after pass 2, and is 1.4000 now")
                .contains("--set training.early-stopping=loss");
    }

    @Test
    void doesNotTakeASmallRiseForOverfitting() {
        assertThat(on(
                        Records.pass(1, 1.0, 0.9, 0.8),
                        Records.pass(2, 0.5, 0.6, 0.95),
                        Records.pass(3, 0.2, 0.8, 0.95),
                        Records.pass(4, 0.1, 0.8, 0.95),
                        Records.pass(5, 0.1, 0.8, 0.95)))
                .singleElement()
                .asString()
                .startsWith("The curves look healthy");
    }

    @Test
    void callsARiseOfBothLossesNoOverfitting() {
        assertThat(on(
                        Records.pass(1, 0.5, 0.3, 0.9),
                        Records.pass(2, 0.7, 0.9, 0.9),
                        Records.pass(3, 0.8, 1.0, 0.9),
                        Records.pass(4, 0.8, 1.0, 0.9)))
                .noneMatch(advice -> advice.startsWith("Overfitting"));
    }

    @Test
    void asksForMorePassesWhileTheLossFalls() {
        assertThat(on(Records.pass(1, 1.0, 0.9, 0.8), Records.pass(2, 0.5, 0.6, 0.9)))
                .singleElement()
                .asString()
                .contains("--set training.passes=4");
    }

    @Test
    void asksForALargerNetworkWhereTheLossHasSettledHigh() {
        assertThat(on(Records.pass(1, 0.8, 0.95, 0.6), Records.pass(2, 0.8, 0.8, 0.6), Records.pass(3, 0.8, 0.79, 0.6)))
                .singleElement()
                .asString()
                .contains("larger network");
    }

    @Test
    void isContentWithHealthyCurves() {
        assertThat(on(Records.pass(1, 0.1, 0.10, 0.95), Records.pass(2, 0.1, 0.0995, 0.95)))
                .singleElement()
                .asString()
                .startsWith("The curves look healthy");
    }

    @Test
    void warnsOfRefusedStepsFirst() {
        assertThat(on(Records.refusing(Records.pass(1, 1.0, 0.9, 0.8), 3)).get(0))
                .startsWith("3 of 12 steps were refused")
                .contains("training.learning-rate");
    }

    @Test
    void pointsToDeadLetters() {
        assertThat(on(Records.pass(1, 0.1, 0.1, 0.95), Records.test(1, 7)))
                .last()
                .asString()
                .startsWith("7 of 127 records were not examples");
    }

    @Test
    void saysThatALossHardlyMoved() {
        assertThat(on(Records.pass(1, 0.69, 0.69, 0.5), Records.pass(2, 0.69, 0.69, 0.5)))
                .singleElement()
                .asString()
                .startsWith("The loss hardly moved");
    }

    @Test
    void hasNothingToSayOfOnePass() {
        assertThat(on(Records.pass(1, 0.8, 0.80, 0.6))).isEmpty();
    }

    @Test
    void hasNothingToSayWithoutExamples() {
        assertThat(on()).isEmpty();
        assertThat(on(Records.empty(12)))
                .containsExactly("12 of 12 records were not examples; the topic of dead letters holds the reasons.");
    }

    @Test
    void namesAClassThatIsNeverRecognisedHoweverHighTheAccuracy() {
        assertThat(on(Records.pass(1, 0.1, 0.10, 0.95), Records.pass(2, 0.1, 0.10, 0.95), Records.tested(new long[][] {
                    {197, 0}, {3, 0}
                })))
                .singleElement()
                .asString()
                .startsWith("Not one example of 'dog' (3 examples) was recognised")
                .contains("training.class-weights=balanced");
    }

    @Test
    void seesThatFewExamplesCarryTheLoss() {
        ConfusionMatrix matrix = ConfusionMatrix.of(new long[][] {{99, 1}, {0, 100}});
        Scores classes = new Scores(200, 50, 0.995, 0.99, matrix);
        Scores even = new Scores(200, 0.02, 0.995, 0.99, matrix);
        Scores numbers = new Scores(400, 1e6, Double.NaN, Double.NaN, Optional.empty(), 50, 1000, 0.1);

        assertThat(carried(Task.CLASSIFICATION, classes)).isPresent();
        assertThat(carried(Task.CLASSIFICATION, even)).isEmpty();
        assertThat(carried(Task.REGRESSION, numbers)).hasValueSatisfying(line -> assertThat(line)
                .startsWith("A few examples carry the mean loss of 1.000e+06"));
    }

    private static Optional<String> carried(Task task, Scores scores) {
        return new ScoreReading(task, List.of("cat", "dog"), Optional.of(scores)).fewExamplesCarryTheLoss();
    }
}
