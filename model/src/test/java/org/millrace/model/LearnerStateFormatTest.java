package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.format.FloatBytes;
import org.millrace.model.format.LearnerFormatException;
import org.millrace.model.loss.BinaryCrossEntropy;
import org.millrace.model.loss.Huber;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.Task;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.Layer;
import org.millrace.model.optimizer.Adam;
import org.millrace.model.optimizer.Moments;
import org.millrace.model.optimizer.Nesterov;
import org.millrace.model.scaling.FeatureScaler;
import org.millrace.model.scaling.Scaling;
import org.millrace.model.scaling.ScalingSettings;
import org.millrace.model.schedule.PlateauRule;
import org.millrace.model.schedule.PlateauState;

class LearnerStateFormatTest {

    /** Learners whose bytes are kept in the resources: every released version of them must be readable for ever. */
    private enum Golden {
        CLASSIFICATION("classification", "2d4c78caa2ecd7afd0f410914ec994ae58876ed5c0e6b927e9b9992c412d68b8"),
        MULTI_LABEL("multi-label", "c689937f5085b7e1f4cdbd06817366ce8603eb3420daa3b063b0e3d7639d29bf"),
        REGRESSION("regression", "50d12d3f2767d02c5af4785db4f8277ec92f39afb9fe0bc9beb8c1cf32b2d53a");

        private final String file;
        private final String sha256;

        /** @param sha256 of the parameters in version 1 */
        Golden(String file, String sha256) {
            this.file = file;
            this.sha256 = sha256;
        }

        private LearnerSettings settings() {
            return switch (this) {
                case CLASSIFICATION ->
                    LearnerSettings.of(Architecture.of(4, Activation.TANH, 3, 5))
                            .withOptimizer(new Adam());
                case MULTI_LABEL ->
                    LearnerSettings.of(Architecture.of(3, Activation.RELU, 2, 4, 3))
                            .withLoss(new BinaryCrossEntropy())
                            .withOptimizer(new Nesterov())
                            .withScaling(Scaling.MIN_MAX);
                case REGRESSION ->
                    LearnerSettings.of(new Architecture(2, List.of(new Layer(3, Activation.LEAKY_RELU)), 1))
                            .withLoss(new Huber())
                            .withPlateau(new PlateauRule(0.5, 0, 0, 0))
                            .withScaling(ScalingSettings.NONE);
            };
        }

        private byte[] bytes(int version) throws IOException {
            String name = "/golden/learner-" + file + "-v" + version + ".bin";
            try (InputStream in = getClass().getResourceAsStream(name)) {
                return in.readAllBytes();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAndWritesTheGoldenFiles(Golden golden) throws IOException {
        byte[] bytes = golden.bytes(2);
        try (LearnerState state = read(bytes)) {
            state.requireFits(golden.settings());
            assertThat(state.step()).isEqualTo(3);
            assertThat(LearnerContract.bytes(state)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsTheGoldenFilesOfVersion1(Golden golden) throws IOException {
        try (LearnerState state = read(golden.bytes(1))) {
            state.requireFits(golden.settings());
            assertThat(state.step()).isEqualTo(3);
            assertThat(state.sha256()).isEqualTo(golden.sha256);
            byte[] rewritten = LearnerContract.bytes(state);
            try (LearnerState again = read(rewritten)) {
                assertThat(again.sha256()).isEqualTo(golden.sha256);
                assertThat(LearnerContract.bytes(again)).isEqualTo(rewritten);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void comesBackAsItWasWritten(Golden golden) throws IOException {
        byte[] bytes = trained(golden.settings());
        try (LearnerState state = read(bytes)) {
            assertThat(LearnerContract.bytes(state)).isEqualTo(bytes);
        }
    }

    @Test
    void remembersAPlateau() throws IOException {
        try (LearnerState state = read(Golden.REGRESSION.bytes(1))) {
            assertThat(state.plateau()).isEqualTo(new PlateauState(0.5, 0, 0.5));
        }
    }

    @Test
    void noticesDamageWhereverItIs() throws IOException {
        byte[] bytes = Golden.CLASSIFICATION.bytes(2);
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;
            assertThatThrownBy(() -> read(damaged)).as("byte %d", i).isInstanceOf(LearnerFormatException.class);
        }
    }

    @Test
    void noticesThatTheEndIsMissing() throws IOException {
        byte[] bytes = Golden.MULTI_LABEL.bytes(2);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(LearnerFormatException.class);
        }
    }

    @Test
    void saysThatAVersionIsUnknown() throws IOException {
        byte[] bytes = Golden.MULTI_LABEL.bytes(2);
        bytes[7] = 9;
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(LearnerFormatException.class)
                .hasMessage("a learner of version 9: this Millrace reads versions up to 2;"
                        + " restore it with the version that wrote it or a newer one");
    }

    @Test
    void everyPartHasItsVersion() throws IOException {
        PlateauState plateau = new PlateauState(0.5, 2, 0.25);
        assertRefused("a plateau", 1, plateau::write, PlateauState::read);
        Architecture architecture = Golden.MULTI_LABEL.settings().architecture();
        assertRefused("an architecture", 1, architecture::write, Architecture::read);
        Moments moments = new Moments(1, 3);
        assertRefused("an optimizer's moments", 2, out -> moments.write(new FloatBytes(), out), in -> {
            moments.readFrom(new FloatBytes(), in);
            return moments;
        });
        Map<Scaling, String> scalings = Map.of(
                Scaling.NONE, "an absent scaling",
                Scaling.STANDARDIZE, "a standardization",
                Scaling.MIN_MAX, "a min-max scaling");
        for (Scaling scaling : Scaling.values()) {
            FeatureScaler scaler = scaling.scaler(2);
            assertRefused(scalings.get(scaling), scaling == Scaling.NONE ? 1 : 2, scaler::write, in -> {
                scaler.readFrom(in);
                return scaler;
            });
        }
    }

    private interface Writer {
        void write(DataOutput out) throws IOException;
    }

    private interface Reader {
        Object read(DataInput in) throws IOException;
    }

    private static void assertRefused(String piece, int newest, Writer writer, Reader reader) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        writer.write(new DataOutputStream(written));
        byte[] bytes = written.toByteArray();
        reader.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        bytes[0] = 9;
        assertThatThrownBy(() -> reader.read(new DataInputStream(new ByteArrayInputStream(bytes))))
                .isInstanceOf(LearnerFormatException.class)
                .hasMessage(piece + " of version 9: this Millrace reads versions up to " + newest + ";"
                        + " restore it with the version that wrote it or a newer one");
    }

    @Test
    void saysThatItIsSomethingElse() {
        assertThatThrownBy(() -> read(new byte[100]))
                .isInstanceOf(LearnerFormatException.class)
                .hasMessage("Not a Millrace learner: it starts with 0x00000000.");
    }

    /** The golden files were written by this. */
    private static byte[] trained(LearnerSettings settings) throws IOException {
        Architecture architecture = settings.architecture();
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState()) {
            for (int seed = 1; seed <= 3; seed++) {
                Evaluation evaluation = new Evaluation(settings.loss().task(), architecture.outputs());
                learner.learn(state, batch(settings.loss().task(), architecture, seed), evaluation);
            }
            learner.validated(state, 0.5);
            learner.validated(state, 0.5);
            return LearnerContract.bytes(state);
        }
    }

    private static MiniBatch batch(Task task, Architecture architecture, long seed) {
        int rows = 8;
        MiniBatch clouds = Batches.clouds(rows, architecture.inputs(), architecture.outputs(), seed);
        if (task == Task.CLASSIFICATION) {
            return clouds;
        }
        float[] targets = new float[rows * architecture.outputs()];
        for (int row = 0; row < rows; row++) {
            targets[row * architecture.outputs() + clouds.labels()[row]] = 1;
        }
        return MiniBatch.ofTargets(
                rows, architecture.inputs(), clouds.features().toFloats(), targets);
    }

    private static LearnerState read(byte[] bytes) throws IOException {
        return LearnerState.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
