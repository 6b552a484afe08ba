package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.LearnerFormatException;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.optimizer.Adam;

class LearnerStateFormatTest {

    @Test
    void comesBackAsItWasWritten() throws IOException {
        byte[] bytes = bytes();
        try (LearnerState learner = read(bytes)) {
            assertThat(learner.step()).isEqualTo(3);
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            learner.write(new DataOutputStream(again));
            assertThat(again.toByteArray()).isEqualTo(bytes);
        }
    }

    /** Written by {@link #bytes} when this format was new; it must be readable for ever. */
    @Test
    void readsTheGoldenFileOfVersion1() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/golden/learner-v1.bin")) {
            try (LearnerState learner = LearnerState.read(new DataInputStream(in))) {
                assertThat(learner.architecture()).isEqualTo(settings().architecture());
                assertThat(learner.step()).isEqualTo(3);
                assertThat(learner.sha256()).isEqualTo(GOLDEN_SHA256);
            }
        }
    }

    private static final String GOLDEN_SHA256 = "f73f447b54005e4c8c1ba6a803b597cf515cbc130d99dad637deaf9f04100595";

    @Test
    void noticesDamageWhereverItIs() throws IOException {
        byte[] bytes = bytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;
            assertThatThrownBy(() -> read(damaged)).as("byte %d", i).isInstanceOf(LearnerFormatException.class);
        }
    }

    @Test
    void noticesThatTheEndIsMissing() throws IOException {
        byte[] bytes = bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(LearnerFormatException.class);
        }
    }

    @Test
    void saysThatAVersionIsUnknown() throws IOException {
        byte[] bytes = bytes();
        bytes[7] = 9;
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(LearnerFormatException.class)
                .hasMessage("The learner has format version 9; this software reads version 1.");
    }

    @Test
    void saysThatItIsSomethingElse() {
        assertThatThrownBy(() -> read(new byte[100]))
                .isInstanceOf(LearnerFormatException.class)
                .hasMessage("Not a Millrace learner: it starts with 0x00000000.");
    }

    private static LearnerSettings settings() {
        return LearnerSettings.of(Architecture.of(4, Activation.TANH, 3, 5)).withOptimizer(new Adam());
    }

    private static byte[] bytes() throws IOException {
        try (Learner learner = new Learner(settings());
                LearnerState state = learner.initialState()) {
            for (MiniBatch batch : Batches.stream(3, 8, 4, 3, 1)) {
                learner.learn(state, batch, new Evaluation(3));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            state.write(new DataOutputStream(bytes));
            return bytes.toByteArray();
        }
    }

    private static LearnerState read(byte[] bytes) throws IOException {
        return LearnerState.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
