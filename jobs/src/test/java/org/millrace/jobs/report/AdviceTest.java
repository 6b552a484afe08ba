package org.millrace.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.jobs.watch.RunHistory;
import org.millrace.operators.record.EvaluationRecord;

class AdviceTest {

    private static List<String> on(EvaluationRecord... records) {
        RunHistory history = RunHistory.EMPTY;
        for (EvaluationRecord record : records) {
            history = history.plus(record);
        }
        return Advice.on(history);
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
                .contains("--set training.passes=2");
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
        assertThat(on(Records.pass(1, 0.8, 0.80, 0.6), Records.pass(2, 0.8, 0.79, 0.6)))
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
                .startsWith("Some steps were refused")
                .contains("training.learning-rate");
    }

    @Test
    void pointsToDeadLetters() {
        assertThat(on(Records.pass(1, 0.1, 0.1, 0.95), Records.test(1, 7)))
                .last()
                .asString()
                .startsWith("7 records were not examples");
    }
}
