package org.millrace.model.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.model.format.LearnerFormatException;

/** What holds of every detector. */
class DriftDetectorTest {

    private static final int LENGTH = 6_000;
    private static final int CHANGE = 3_000;

    static Stream<DriftDetector> detectors() {
        return Stream.of(
                new Adwin(0.01),
                new Ddm(1.5, 2.5, 50),
                new Eddm(0.97, 0.92, 20),
                new PageHinkley(40, 0.01, 30, 0.999),
                new HddmA(0.002, 0.01),
                new HddmW(0.002, 0.01, 0.04),
                new Kswin(0.001, 200, 40, 3));
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void noticesARiseOfTheErrorRate(DriftDetector detector) {
        for (long seed = 0; seed < 20; seed++) {
            List<Integer> alarms = Streams.alarms(detector.fresh(), Streams.errors(seed, LENGTH, CHANGE, 0.1, 0.8));
            assertThat(alarms).anyMatch(place -> place >= CHANGE && place < CHANGE + 500);
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void raisesTheSameAlarmsAfterARestoreAtAnyPlace(DriftDetector detector) throws IOException {
        double[] errors = Streams.errors(7, LENGTH, CHANGE, 0.1, 0.5);
        for (int place = 1; place < LENGTH; place += 97) {
            DriftDetector before = detector.fresh();
            for (int i = 0; i < place; i++) {
                before.add(errors[i]);
            }
            DriftDetector restored = written(before);
            assertThat(restored.isLike(detector)).isTrue();
            for (int i = place; i < LENGTH; i++) {
                assertThat(restored.add(errors[i])).isEqualTo(before.add(errors[i]));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void aCopySharesNothing(DriftDetector detector) throws IOException {
        double[] errors = Streams.errors(9, LENGTH, 1_500, 0.1, 0.5);
        DriftDetector original = detector.fresh();
        for (int i = 0; i < 1_000; i++) {
            original.add(errors[i]);
        }
        byte[] before = bytes(original);
        DriftDetector copy = original.copy();
        assertThat(bytes(copy)).isEqualTo(before);
        List<Integer> alarms = Streams.alarms(copy, errors, 1_000);
        assertThat(bytes(original)).isEqualTo(before);
        assertThat(Streams.alarms(original, errors, 1_000)).isEqualTo(alarms).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void takesNoMoreMemoryTheLongerItRuns(DriftDetector detector) throws IOException {
        DriftDetector running = detector.fresh();
        for (double error : Streams.errors(11, 200_000, 0, 0, 0.2)) {
            running.add(error);
        }
        assertThat(bytes(running).length).isLessThan(4_000);
    }

    /** Streams of 10,000 errors at a rate of 0.2, of which so many may have an alarm. EDDM promises no such rate. */
    static Stream<Arguments> falseAlarms() {
        return Stream.of(
                Arguments.of(new Adwin(), 2),
                Arguments.of(new Ddm(), 40),
                Arguments.of(new PageHinkley(), 2),
                Arguments.of(new HddmA(), 5),
                Arguments.of(new HddmW(), 40),
                Arguments.of(new Kswin(1), 5));
    }

    @ParameterizedTest
    @MethodSource("falseAlarms")
    void raisesFewAlarmsWhereNothingChanges(DriftDetector detector, int most) {
        int alarms = 0;
        for (long seed = 100; seed < 140; seed++) {
            alarms += Streams.alarms(detector.fresh(), Streams.errors(seed, 10_000, 0, 0, 0.2))
                    .size();
        }
        assertThat(alarms).isLessThanOrEqualTo(most);
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void refusesWhatIsNoNumber(DriftDetector detector) {
        assertThatThrownBy(() -> detector.fresh().add(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(": NaN");
    }

    @Test
    void isReadByItsKindAndVersion() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF("oracle");
        assertThatThrownBy(() -> DriftDetector.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isInstanceOf(LearnerFormatException.class)
                .hasMessageStartingWith("a drift detector of kind \"oracle\" is unknown");
        byte[] newer = bytes(new Adwin());
        newer[2 + Adwin.KIND.length()] = 2;
        assertThatThrownBy(() -> DriftDetector.read(new DataInputStream(new ByteArrayInputStream(newer))))
                .isInstanceOf(LearnerFormatException.class)
                .hasMessageStartingWith("a drift detector of kind adwin of version 2");
    }

    @Test
    void isLikeAnotherOfItsSettings() {
        assertThat(new Adwin().isLike(new Adwin())).isTrue();
        assertThat(new Adwin().isLike(new Adwin(0.05))).isFalse();
        assertThat(new HddmA().isLike(new HddmW())).isFalse();
    }

    private static DriftDetector written(DriftDetector detector) throws IOException {
        return DriftDetector.read(new DataInputStream(new ByteArrayInputStream(bytes(detector))));
    }

    private static byte[] bytes(DriftDetector detector) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        detector.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
