package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.MiniBatch;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every learner promises, whatever its settings. */
interface LearnerContract {

    int COLUMNS = 6;
    int CLASSES = 3;

    /** Settings for {@link #COLUMNS} features and {@link #CLASSES} classes. */
    LearnerSettings settings();

    @Test
    default void goesOnFromASnapshotWithTheSameBits() throws IOException {
        try (Learner learner = new Learner(settings());
                LearnerState uninterrupted = learner.initialState()) {
            learn(learner, uninterrupted, Batches.stream(30, 8, COLUMNS, CLASSES, 1));
            byte[] snapshot = bytes(uninterrupted);
            try (Learner another = new Learner(settings());
                    LearnerState restored =
                            LearnerState.read(new DataInputStream(new ByteArrayInputStream(snapshot)))) {
                MiniBatch[] next = Batches.stream(100, 8, COLUMNS, CLASSES, 2);
                learn(learner, uninterrupted, next);
                learn(another, restored, next);
                assertThat(bytes(restored)).isEqualTo(bytes(uninterrupted));
            }
        }
    }

    @Test
    default void givesTheSameResultForTheSameSeed() throws IOException {
        assertThat(learnedBytes(settings())).isEqualTo(learnedBytes(settings()));
    }

    @Test
    default void leavesItsInputsAlone() {
        MiniBatch batch = Batches.clouds(8, COLUMNS, CLASSES, 3);
        float[] features = batch.features().toFloats().clone();
        int[] labels = batch.labels().clone();
        try (Learner learner = new Learner(settings());
                LearnerState state = learner.initialState()) {
            learner.learn(state, batch, new Evaluation(CLASSES));
            learner.evaluate(state, batch, new Evaluation(CLASSES));
            learner.predict(state, batch.features(), batch.rows());
        }
        assertThat(batch.features().toFloats()).isEqualTo(features);
        assertThat(batch.labels()).isEqualTo(labels);
    }

    @Test
    default void changesNothingWhenItEvaluatesOrPredicts() throws IOException {
        MiniBatch batch = Batches.clouds(700, COLUMNS, CLASSES, 4);
        try (Learner learner = new Learner(settings());
                LearnerState state = learner.initialState()) {
            learn(learner, state, Batches.stream(5, 8, COLUMNS, CLASSES, 5));
            byte[] before = bytes(state);
            learner.evaluate(state, batch, new Evaluation(CLASSES));
            learner.predict(state, batch.features(), batch.rows());
            assertThat(bytes(state)).isEqualTo(before);
        }
    }

    @Test
    default void copiesAreIndependent() throws IOException {
        try (Learner learner = new Learner(settings());
                LearnerState state = learner.initialState()) {
            learn(learner, state, Batches.stream(5, 8, COLUMNS, CLASSES, 6));
            byte[] before = bytes(state);
            try (LearnerState copy = state.copy()) {
                assertThat(bytes(copy)).isEqualTo(before);
                learn(learner, copy, Batches.stream(5, 8, COLUMNS, CLASSES, 7));
                assertThat(copy.sha256()).isNotEqualTo(state.sha256());
            }
            assertThat(bytes(state)).isEqualTo(before);
        }
    }

    @Test
    default void countsThePredictionsOfWhatItLearns() {
        MiniBatch batch = Batches.clouds(16, COLUMNS, CLASSES, 8);
        try (Learner learner = new Learner(settings());
                LearnerState state = learner.initialState();
                LearnerState untouched = learner.initialState()) {
            Evaluation prequential = new Evaluation(CLASSES);
            learner.learn(state, batch, prequential);
            assertThat(prequential.examples()).isEqualTo(16);
            assertThat(state.sha256()).isNotEqualTo(untouched.sha256());
        }
    }

    @Test
    default void refusesWhatIsNotFinite() throws IOException {
        try (Learner learner = new Learner(settings());
                LearnerState state = learner.initialState()) {
            learn(learner, state, Batches.stream(3, 8, COLUMNS, CLASSES, 9));
            for (float poison : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                String before = state.sha256();
                long refused = state.refusedSteps();
                MiniBatch batch = Batches.clouds(8, COLUMNS, CLASSES, 10);
                batch.features().toFloats()[13] = poison;
                StepReport report = learner.learn(state, batch, new Evaluation(CLASSES));
                assertThat(report.refused()).as("%s", poison).isTrue();
                assertThat(report.step()).isEqualTo(3);
                assertThat(state.sha256()).isEqualTo(before);
                assertThat(state.refusedSteps()).isEqualTo(refused + 1);
            }
            StepReport next = learner.learn(state, Batches.clouds(8, COLUMNS, CLASSES, 11), new Evaluation(CLASSES));
            assertThat(next.refused()).isFalse();
            assertThat(next.step()).isEqualTo(4);
        }
    }

    @Test
    default void keepsItsParametersFiniteWhenFeaturesAreEnormous() {
        try (Learner learner = new Learner(settings());
                LearnerState state = learner.initialState()) {
            for (float enormous : new float[] {1e10f, 0x1p60f, 0x1p80f, Float.MAX_VALUE, -Float.MAX_VALUE}) {
                MiniBatch batch = Batches.clouds(8, COLUMNS, CLASSES, 10);
                batch.features().toFloats()[13] = enormous;
                learner.learn(state, batch, new Evaluation(CLASSES));
                try (INDArray parameters = state.parameters()) {
                    for (float parameter : parameters.toFloatVector()) {
                        assertThat(parameter).as("%s", enormous).isFinite();
                    }
                }
            }
        }
    }

    @Test
    default void learnsToTellCloudsApart() {
        try (Learner learner = new Learner(settings());
                LearnerState state = learner.initialState()) {
            learn(learner, state, Batches.stream(300, 16, COLUMNS, CLASSES, 12));
            Evaluation evaluation = new Evaluation(CLASSES);
            learner.evaluate(state, Batches.clouds(1000, COLUMNS, CLASSES, 13), evaluation);
            assertThat(evaluation.accuracy()).isGreaterThan(0.8);
        }
    }

    static void learn(Learner learner, LearnerState state, MiniBatch... batches) {
        for (MiniBatch batch : batches) {
            assertThat(learner.learn(state, batch, new Evaluation(CLASSES)).refused())
                    .isFalse();
        }
    }

    static byte[] bytes(LearnerState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static byte[] learnedBytes(LearnerSettings settings) throws IOException {
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState()) {
            learn(learner, state, Batches.stream(20, 8, COLUMNS, CLASSES, 14));
            return bytes(state);
        }
    }
}
