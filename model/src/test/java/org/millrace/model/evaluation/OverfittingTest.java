package org.millrace.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OverfittingTest {

    /** Digits with seed 6, the noisiest of eight: at the end 98.9% of the validation examples are right. */
    private static final double[][] HEALTHY = {
        {
            0.9231, 0.2362, 0.1532, 0.1223, 0.0863, 0.0598, 0.0515, 0.0439, 0.0403, 0.0328, 0.0300, 0.0272, 0.0221,
            0.0197, 0.0275, 0.0200, 0.0154, 0.0138, 0.0136, 0.0140, 0.0134, 0.0114, 0.0116, 0.0143, 0.0112
        },
        {
            0.6869, 0.2386, 0.1691, 0.1371, 0.1389, 0.1422, 0.1313, 0.1337, 0.1280, 0.1287, 0.1258, 0.1245, 0.1097,
            0.1284, 0.1312, 0.1775, 0.1724, 0.1752, 0.1738, 0.1685, 0.1658, 0.1596, 0.1582, 0.1597, 0.1622
        },
    };

    /** Digits with two hidden layers of 512 units. */
    private static final double[][] OVERFIT = {
        {0.4520, 0.1530, 0.0650, 0.0676, 0.1187, 0.0558, 0.0186, 0.0146, 0.0390, 0.0329},
        {0.2387, 0.1889, 0.1891, 0.2292, 0.3053, 0.3876, 0.4363, 0.3952, 0.4305, 0.4682},
    };

    /** Three classes drawn at random: nothing is learned, and the losses stay near ln 3. */
    private static final double[][] UNLEARNABLE = {
        {1.3935, 1.1828, 1.1485, 1.1337, 1.1225, 1.1136, 1.1065, 1.1007, 1.0958, 1.0917},
        {1.3736, 1.1704, 1.1402, 1.1299, 1.1236, 1.1193, 1.1164, 1.1147, 1.1139, 1.1135},
    };

    private static Overfitting afterPasses(double[][] losses) {
        Overfitting judgement = Overfitting.UNKNOWN;
        for (int i = 0; i < losses[0].length; i++) {
            judgement = judgement.afterPass(i + 1, losses[0][i], losses[1][i]);
        }
        return judgement;
    }

    private static Overfitting afterWindows(int windows, double training, double validation) {
        Overfitting judgement = Overfitting.UNKNOWN.afterWindow(1, 0.5, 0.5);
        for (int i = 0; i < windows; i++) {
            judgement = judgement.afterWindow(i + 2, training, validation);
        }
        return judgement;
    }

    @Test
    void callsAHealthyRunHealthy() {
        assertThat(afterPasses(HEALTHY)).isEqualTo(new Overfitting(0.1097, 13, 0, false));
    }

    @Test
    void seesARunThatOverfitsAndItsBestPass() {
        Overfitting judgement = afterPasses(OVERFIT);

        assertThat(judgement.isOn()).isTrue();
        assertThat(judgement.best()).isEqualTo(2);
        assertThat(judgement.lowest()).isEqualTo(0.1889);
    }

    @Test
    void doesNotCallARunOverfittingThatLearnsNothing() {
        assertThat(afterPasses(UNLEARNABLE).isOn()).isFalse();
        assertThat(afterPasses(UNLEARNABLE).best()).isEqualTo(10);
    }

    @Test
    void isNoisePassByPassUntilItWasThreeInARow() {
        Overfitting two = Overfitting.UNKNOWN
                .afterPass(1, 0.5, 0.5)
                .afterPass(2, 0.1, 1.1)
                .afterPass(3, 0.1, 1.1);

        assertThat(two.isOn()).isFalse();
        assertThat(two.afterPass(4, 0.1, 0.9).inARow()).isZero();
        assertThat(two.afterPass(4, 0.1, 1.1).isOn()).isTrue();
        assertThat(two.afterPass(4, 0.1, 1.1).afterPass(5, 0.1, 0.4)).isEqualTo(new Overfitting(0.4, 5, 0, false));
    }

    @Test
    void smoothedWindowsAreOverfittingWhenTenInARowAre() {
        assertThat(afterWindows(9, 0.1, 1.1).isOn()).isFalse();
        assertThat(afterWindows(10, 0.1, 1.1).isOn()).isTrue();
    }

    @Test
    void dataThatChangeRaiseBothLosses() {
        assertThat(afterWindows(30, 0.8, 1.1).isOn()).isFalse();
    }

    @Test
    void passesOverWhatIsNoNumber() {
        Overfitting judgement = afterPasses(OVERFIT);

        assertThat(judgement.afterPass(13, 0.1, Double.NaN)).isEqualTo(judgement);
        assertThat(Overfitting.UNKNOWN.afterPass(1, 0.1, Double.POSITIVE_INFINITY))
                .isEqualTo(Overfitting.UNKNOWN);
    }

    @Test
    void survivesBeingWritten() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        afterPasses(OVERFIT).write(new DataOutputStream(bytes));

        assertThat(Overfitting.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(afterPasses(OVERFIT));
    }
}
