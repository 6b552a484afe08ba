package org.millrace.operators.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SmoothedScoresTest {

    private final SmoothedScores scores = new SmoothedScores();

    @Test
    void beginsWithTheFirstWindow() {
        assertThat(scores.loss()).isNaN();

        scores.add(2.5, 0.5);

        assertThat(scores.loss()).isCloseTo(2.5, within(1e-12));
        assertThat(scores.accuracy()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void weighsTheNewestATenthMoreThanTheOneBefore() {
        scores.add(1, 0);
        scores.add(2, 1);

        assertThat(scores.loss()).isCloseTo((0.9 * 1 + 2) / 1.9, within(1e-12));
        assertThat(scores.accuracy()).isCloseTo(1 / 1.9, within(1e-12));
    }

    @Test
    void comesToWhatStays() {
        scores.add(100, 0);
        for (int i = 0; i < 300; i++) {
            scores.add(1, 1);
        }

        assertThat(scores.loss()).isCloseTo(1, within(1e-9));
        assertThat(scores.accuracy()).isCloseTo(1, within(1e-9));
    }

    @Test
    void passesOverWhatIsNoNumber() {
        scores.add(3, Double.NaN);
        scores.add(Double.POSITIVE_INFINITY, Double.NaN);

        assertThat(scores.loss()).isCloseTo(3, within(1e-12));
        assertThat(scores.accuracy()).isNaN();
    }

    @Test
    void goesOnFromACopyAndFromWhatWasWritten() throws IOException {
        scores.add(1, 0.25);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        scores.write(new DataOutputStream(bytes));
        SmoothedScores read = SmoothedScores.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        SmoothedScores copy = scores.copy();

        scores.add(5, 0.75);
        read.add(5, 0.75);
        copy.add(5, 0.75);

        assertThat(read).usingRecursiveComparison().isEqualTo(scores);
        assertThat(copy).usingRecursiveComparison().isEqualTo(scores);
    }
}
