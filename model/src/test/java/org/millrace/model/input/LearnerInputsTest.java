package org.millrace.model.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.model.Learner;
import org.millrace.model.LearnerSettings;
import org.millrace.model.LearnerState;
import org.millrace.model.StepReport;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.Features;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;

/** Rows of a scaled number, a text and a number as it is, some of them missing, on their way into a learner. */
class LearnerInputsTest {

    private static final double MISSING = Double.NaN;
    private static final Inputs INPUTS =
            new Inputs(List.of(new Column.Numeric(true), new Column.Vocabulary(2), new Column.Numeric(false)));
    private static final LearnerSettings SETTINGS = LearnerSettings.of(
                    Architecture.of(INPUTS.width(), Activation.TANH, 2, 4))
            .withInputs(INPUTS);

    @Test
    void aVocabularyTakesTheFirstTextsInTheOrderOfTraining() {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState()) {
            learner.learn(state, batch(List.of("x", "b", "a"), 1, 1, 0, 2, 2, 1), new Evaluation(2));
            assertThat(state.statistics().texts(1)).containsExactly("b", "a");
            learner.learn(state, batch(List.of("c", "a"), 3, 0, 0, 4, 1, 1), new Evaluation(2));
            assertThat(state.statistics().texts(1)).containsExactly("b", "a");
            assertThat(state.statistics().texts(0)).isEmpty();
        }
    }

    @Test
    void anEvaluationAddsNothing() throws IOException {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState()) {
            learner.learn(state, batch(List.of("a"), 1, 0, 0, 2, 0, 1), new Evaluation(2));
            byte[] before = bytes(state);
            learner.evaluate(state, batch(List.of("new"), MISSING, 0, 7, 9, MISSING, 1), new Evaluation(2));
            learner.predict(state, new Features.Doubles(new double[] {1, 0, 1}, List.of("newer")), 1);
            assertThat(bytes(state)).isEqualTo(before);
        }
    }

    @Test
    void theDictionaryOfABatchIsOfNoConsequence() {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState()) {
            learner.learn(state, batch(List.of("a", "b"), 1, 0, 0, 2, 1, 1), new Evaluation(2));
            float[] expected = learner.predict(state, row(List.of("a", "b"), 1, 1, 0), 1);
            assertThat(learner.predict(state, row(List.of("z", "b", "a"), 1, 1, 0), 1))
                    .isEqualTo(expected);
            assertThat(learner.predict(state, row(List.of("b"), 1, 0, 0), 1)).isEqualTo(expected);
            assertThat(learner.predict(state, row(List.of("z", "b"), 1, 0, 0), 1))
                    .isNotEqualTo(expected);
            assertThat(learner.predict(state, row(List.of("y", "z"), 1, 0, 0), 1))
                    .isEqualTo(learner.predict(state, row(List.of("y", "z"), 1, 1, 0), 1));
        }
    }

    @Test
    void aMissingNumberCountsAsTheMeanOfThoseTrainedOn() {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState()) {
            learner.learn(state, batch(List.of("a"), 10, 0, 4, MISSING, 0, 8), new Evaluation(2));
            learner.learn(state, batch(List.of("a"), 20, 0, MISSING, 30, 0, MISSING), new Evaluation(2));
            assertThat(learner.predict(state, row(List.of("a"), MISSING, 0, MISSING), 1))
                    .isEqualTo(learner.predict(state, row(List.of("a"), 20, 0, 6), 1));
        }
    }

    @Test
    void aColumnThatIsMissingThroughoutIsNoObstacle() {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState()) {
            MiniBatch nothing = batch(List.of(), MISSING, MISSING, MISSING, MISSING, MISSING, MISSING);
            assertThat(learner.learn(state, nothing, new Evaluation(2)).refused())
                    .isFalse();
            assertThat(learner.predict(state, nothing.features(), 2)).doesNotContain(Float.NaN);
        }
    }

    @Test
    void aRefusedStepLeavesTheStatisticsAsTheyWere() throws IOException {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState();
                LearnerState twin = learner.initialState()) {
            MiniBatch good = batch(List.of("a"), 1, 0, 0, 2, 0, 1);
            learner.learn(state, good, new Evaluation(2));
            learner.learn(twin, good, new Evaluation(2));
            for (double poison : new double[] {Double.POSITIVE_INFINITY, 1e300}) {
                MiniBatch bad = batch(List.of("b", "a"), 5, 0, 0, poison, 0, 1);
                StepReport report = learner.learn(state, bad, new Evaluation(2));
                assertThat(report.refused()).as("%s", poison).isTrue();
                assertThat(state.statistics().texts(1)).containsExactly("a");
            }
            MiniBatch next = batch(List.of("c", "d"), 3, 1, 0, 4, 0, 1);
            learner.learn(state, next, new Evaluation(2));
            learner.learn(twin, next, new Evaluation(2));
            assertThat(state.sha256()).isEqualTo(twin.sha256());
            assertThat(state.statistics().texts(1)).isEqualTo(twin.statistics().texts(1));
        }
    }

    @Test
    void goesOnFromASnapshotWithTheSameBits() throws IOException {
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState()) {
            learner.learn(state, batch(List.of("ä", "b"), 1, 0, 0, 2, 1, 1), new Evaluation(2));
            byte[] written = bytes(state);
            try (LearnerState read = LearnerState.read(new DataInputStream(new ByteArrayInputStream(written)));
                    LearnerState copy = state.copy();
                    Learner another = new Learner(SETTINGS)) {
                assertThat(bytes(read)).isEqualTo(written);
                MiniBatch next = batch(List.of("c", "b"), MISSING, 0, 0, 5, 1, MISSING);
                learner.learn(state, next, new Evaluation(2));
                assertThat(bytes(copy)).isEqualTo(written);
                another.learn(read, next, new Evaluation(2));
                another.learn(copy, next, new Evaluation(2));
                assertThat(bytes(read)).isEqualTo(bytes(state));
                assertThat(bytes(copy)).isEqualTo(bytes(state));
            }
        }
    }

    @Test
    void doublesAreTheSameNumbersAsFloats() {
        LearnerSettings settings = LearnerSettings.of(Architecture.of(2, Activation.TANH, 2, 4));
        try (Learner learner = new Learner(settings);
                LearnerState floats = learner.initialState();
                LearnerState doubles = learner.initialState()) {
            double[] values = {1, 2, 3, 4.5, -1, 0};
            int[] labels = {0, 1, 1};
            Features.Doubles wide = new Features.Doubles(values);
            learner.learn(floats, new MiniBatch(3, 2, wide.toFloats(), labels), new Evaluation(2));
            learner.learn(doubles, new MiniBatch(3, 2, wide, labels, new float[0]), new Evaluation(2));
            float[] expected = learner.predict(floats, wide, 3);
            float[] predicted = learner.predict(doubles, wide, 3);
            for (int i = 0; i < expected.length; i++) {
                assertThat(predicted[i]).isCloseTo(expected[i], within(1e-6f));
            }
        }
    }

    @Test
    void refusesAColumnThatIsAnother() {
        Inputs other =
                new Inputs(List.of(new Column.Numeric(true), new Column.Vocabulary(2), new Column.Numeric(true)));
        try (Learner learner = new Learner(SETTINGS);
                LearnerState state = learner.initialState()) {
            assertThatThrownBy(() -> state.requireFits(SETTINGS.withInputs(other)))
                    .hasMessage("the learner does not fit the settings: it has feature 2 as a number as it is - the"
                            + " settings ask for feature 2 as a scaled number");
            assertThatThrownBy(() -> learner.predict(state, row(List.of("a"), 1, 1, 0), 1))
                    .hasMessage("place of a text must be in [0, 1): 1.0");
        }
    }

    private static Features row(List<String> texts, double... values) {
        return new Features.Doubles(values, texts);
    }

    /** Two rows of the classes 0 and 1. */
    private static MiniBatch batch(List<String> texts, double... values) {
        return new MiniBatch(2, 3, new Features.Doubles(values, texts), new int[] {0, 1}, new float[0]);
    }

    private static byte[] bytes(LearnerState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
