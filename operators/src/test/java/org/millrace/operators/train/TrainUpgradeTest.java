package org.millrace.operators.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.millrace.operators.train.TrainRuns.SCHEMA;
import static org.millrace.operators.train.TrainRuns.SETTINGS;
import static org.millrace.operators.train.TrainRuns.feed;
import static org.millrace.operators.train.TrainRuns.harness;
import static org.millrace.operators.train.TrainRuns.inOrderOfArrival;
import static org.millrace.operators.train.TrainRuns.outputOf;
import static org.millrace.operators.train.TrainRuns.run;

import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;
import org.millrace.model.LearnerSettings;
import org.millrace.model.evaluation.Horizons;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.Layer;
import org.millrace.model.optimizer.Momentum;
import org.millrace.model.scaling.Scaling;
import org.millrace.operators.policy.TrainingOrder;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.schema.ExampleSchema;

/** Going on from a savepoint with a changed configuration. */
class TrainUpgradeTest {

    private static final List<TrainElement> RUN = run();
    private static final int CUT = 30;

    private static TrainSettings settings(LearnerSettings learner, ExampleSchema schema, String reset) {
        return new TrainSettings(learner, schema, TrainingOrder.ARRIVAL, 0, Horizons.DEFAULT, TrainRuns.run(reset));
    }

    private static ExampleSchema classes(String... names) {
        return new ExampleSchema(2, List.of(names));
    }

    private static TrainSettings reset(LearnerSettings learner, String reset) {
        return settings(learner, SCHEMA, reset);
    }

    private static OperatorSubtaskState savepoint(TrainSettings settings) throws Exception {
        try (var harness = harness(settings)) {
            harness.open();
            feed(harness, RUN.subList(0, CUT));
            return harness.snapshot(1, 1);
        }
    }

    private static List<EvaluationRecord> goOn(OperatorSubtaskState savepoint, TrainSettings settings)
            throws Exception {
        try (var harness = harness(settings)) {
            harness.initializeState(savepoint);
            harness.open();
            feed(harness, RUN.subList(CUT, RUN.size()));
            return harness.extractOutputValues();
        }
    }

    private static EvaluationRecord last(List<EvaluationRecord> records) {
        return records.get(records.size() - 1);
    }

    private static LearnerSettings wider() {
        LearnerSettings wider = LearnerSettings.of(new Architecture(2, List.of(new Layer(9, Activation.RELU)), 2));
        return wider.withOptimizer(SETTINGS.optimizer()).withSeed(SETTINGS.seed());
    }

    @Test
    void takesOverAnotherLearningRate() throws Exception {
        List<EvaluationRecord> records =
                goOn(savepoint(inOrderOfArrival(SETTINGS)), inOrderOfArrival(SETTINGS.withLearningRate(0.001)));

        assertThat(records).allSatisfy(record -> assertThat(record.learner().learningRate())
                .isEqualTo(0.001));
        assertThat(last(records).learner().step()).isEqualTo(80);
        assertThat(last(records).ledger())
                .isEqualTo(last(outputOf(inOrderOfArrival(SETTINGS), RUN)).ledger());
    }

    @Test
    void refusesALearnerThatDoesNotFit() throws Exception {
        OperatorSubtaskState savepoint = savepoint(inOrderOfArrival(SETTINGS));

        for (LearnerSettings changed :
                List.of(wider(), SETTINGS.withOptimizer(new Momentum(0.9)), SETTINGS.withScaling(Scaling.NONE))) {
            assertThatThrownBy(() -> goOn(savepoint, inOrderOfArrival(changed)))
                    .isInstanceOf(SuppressRestartsException.class)
                    .rootCause()
                    .hasMessageContaining("--reset-learner");
        }
    }

    @Test
    void refusesOtherExamples() throws Exception {
        OperatorSubtaskState savepoint = savepoint(settings(SETTINGS, classes("a", "b"), ""));

        assertThatThrownBy(() -> goOn(savepoint, settings(SETTINGS, classes("b", "a"), "now")))
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessage(
                        "the savepoint was made with 2 features and classes a, b, the configuration has 2 features and"
                                + " classes b, a; go back to the configuration it was made with, or start a new job without it");
    }

    @Test
    void startsWithANewLearnerWhereThatIsAskedFor() throws Exception {
        List<EvaluationRecord> records = goOn(savepoint(inOrderOfArrival(SETTINGS)), reset(wider(), "first"));

        EvaluationRecord test = last(records);
        assertThat(test.learner().step()).isEqualTo(80 - 25);
        assertThat(test.network().orElseThrow().parameters()).isEqualTo(9 * 3 + 2 * 10);
        assertThat(test.ledger())
                .isEqualTo(last(outputOf(inOrderOfArrival(SETTINGS), RUN)).ledger());
    }

    @Test
    void heedsTheWishForANewLearnerOnce() throws Exception {
        TrainSettings asked = reset(SETTINGS, "first");
        OperatorSubtaskState restart = savepoint(asked);

        assertThat(last(goOn(restart, asked)).learner().step()).isEqualTo(80);
        assertThat(last(goOn(restart, inOrderOfArrival(SETTINGS))).learner().step())
                .isEqualTo(80);
        assertThat(last(goOn(restart, reset(SETTINGS, "second"))).learner().step())
                .isEqualTo(80 - 25);
    }
}
