package org.millrace.operators.record;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ReadingTest {

    @Test
    void refusesAPassBeforeTheFirst() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Reading(Phase.TRAINING, 0, 0))
                .withMessage("pass must be at least 1: 0");
    }

    @Test
    void refusesPassesThatAreNoNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Reading(Phase.TRAINING, 1, Double.NaN))
                .withMessage("completed passes must be at least 0: NaN");
    }
}
