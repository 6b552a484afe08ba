package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final Provenance PROVENANCE = new Provenance(
            Instant.parse("2026-11-23T12:00:00.123Z"),
            Map.of("examples-0", 640L, "examples-1", 1_000L),
            "c0ffee",
            "0.1.0");

    @Test
    void comesBackAsItWasWritten() throws IOException {
        byte[] bytes = bytes();
        Snapshot read = read(bytes);
        try (LearnerState learner = read.learner()) {
            assertThat(read.provenance()).isEqualTo(PROVENANCE);
            assertThat(learner.step()).isEqualTo(3);
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            read.write(new DataOutputStream(again));
            assertThat(again.toByteArray()).isEqualTo(bytes);
        }
    }

    /** Written by {@link #bytes} when this format was new; it must be readable for ever. */
    @Test
    void readsTheGoldenFileOfVersion1() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/golden/snapshot-v1.bin")) {
            Snapshot golden = Snapshot.read(new DataInputStream(in));
            try (LearnerState learner = golden.learner()) {
                assertThat(golden.provenance()).isEqualTo(PROVENANCE);
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
            assertThatThrownBy(() -> read(damaged)).as("byte %d", i).isInstanceOf(SnapshotFormatException.class);
        }
    }

    @Test
    void noticesThatTheEndIsMissing() throws IOException {
        byte[] bytes = bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(SnapshotFormatException.class);
        }
    }

    @Test
    void saysThatAVersionIsUnknown() throws IOException {
        byte[] bytes = bytes();
        bytes[7] = 9;
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("The snapshot has format version 9; this software reads version 1.");
    }

    @Test
    void saysThatItIsSomethingElse() {
        assertThatThrownBy(() -> read(new byte[100]))
                .isInstanceOf(SnapshotFormatException.class)
                .hasMessage("Not a Millrace snapshot: it starts with 0x00000000.");
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
            new Snapshot(state, PROVENANCE).write(new DataOutputStream(bytes));
            return bytes.toByteArray();
        }
    }

    private static Snapshot read(byte[] bytes) throws IOException {
        return Snapshot.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
