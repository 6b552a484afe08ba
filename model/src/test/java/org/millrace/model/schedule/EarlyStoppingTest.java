package org.millrace.model.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.model.evaluation.Measure;
import org.millrace.model.schedule.EarlyStopping.Then;

class EarlyStoppingTest {

    private static EarlyStopping rule(Measure figure, int patience, double improvement, int warmUp) {
        return new EarlyStopping(figure, patience, improvement, warmUp, Then.STOP);
    }

    /** The states after each of the validations 1, 2, 3, … */
    private static List<EarlyStoppingState> after(EarlyStopping rule, double... values) {
        List<EarlyStoppingState> states = new ArrayList<>();
        EarlyStoppingState state = EarlyStoppingState.INITIAL;
        for (int i = 0; i < values.length; i++) {
            state = rule.after(i + 1L, values[i], state);
            states.add(state);
        }
        return states;
    }

    @Test
    void endsWhenPatienceIsAtItsEndAndKnowsTheBest() {
        List<EarlyStoppingState> states = after(rule(Measure.LOSS, 2, 0, 0), 0.9, 0.5, 0.6, 0.5, 0.7, 0.1);

        assertThat(states)
                .extracting(EarlyStoppingState::ended)
                .containsExactly(false, false, false, false, true, true);
        assertThat(states)
                .extracting(EarlyStoppingState::isAtItsBest)
                .containsExactly(true, true, false, false, false, false);
        // Once it is over, nothing counts any longer.
        assertThat(states.get(5)).isEqualTo(new EarlyStoppingState(5, 0.5, 2, 3, true));
    }

    @Test
    void anImprovementStartsThePatienceAnew() {
        List<EarlyStoppingState> states = after(rule(Measure.ACCURACY, 1, 0, 0), 0.5, 0.4, 0.6, 0.5, 0.7, 0.6, 0.6);

        assertThat(states)
                .extracting(EarlyStoppingState::ended)
                .containsExactly(false, false, false, false, false, false, true);
        assertThat(states.get(6).bestNumber()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"LOSS, 0.5, 0.45, 0.1, 1", "LOSS, 0.5, 0.39, 0.1, 2", "R2, 0.5, 0.55, 0.1, 1", "R2, 0.5, 0.61, 0.1, 2"})
    void aSmallImprovementIsNone(Measure figure, double first, double second, double least, long best) {
        assertThat(after(rule(figure, 5, least, 0), first, second).get(1).bestNumber())
                .isEqualTo(best);
    }

    @Test
    void validationsOfTheWarmUpArePassedOver() {
        List<EarlyStoppingState> states = after(rule(Measure.LOSS, 0, 0, 3), 0.1, 0.2, 0.3, 0.9, 0.8, 0.8);

        assertThat(states).extracting(EarlyStoppingState::bestNumber).containsExactly(0L, 0L, 0L, 4L, 5L, 5L);
        assertThat(states)
                .extracting(EarlyStoppingState::ended)
                .containsExactly(false, false, false, false, false, true);
    }

    @Test
    void whatIsNoNumberIsNoImprovementAndNoBest() {
        List<EarlyStoppingState> states =
                after(rule(Measure.KAPPA, 1, 0, 0), Double.NaN, Double.NaN, Double.NaN, 0.2, Double.NaN, Double.NaN);

        assertThat(states).extracting(EarlyStoppingState::bestNumber).containsExactly(0L, 0L, 0L, 4L, 4L, 4L);
        assertThat(states)
                .extracting(EarlyStoppingState::ended)
                .containsExactly(false, false, false, false, false, true);
    }

    @Test
    void goesOnWhereItIsToGoOn() {
        EarlyStopping goesOn = new EarlyStopping(Measure.LOSS, 0, 0, 0, Then.GO_ON);

        assertThat(after(goesOn, 0.1, 0.2, 0.3, 0.05))
                .extracting(EarlyStoppingState::ended)
                .containsOnly(false);
        assertThat(after(goesOn, 0.1, 0.2, 0.3, 0.05).get(3).bestNumber()).isEqualTo(4);
    }

    @Test
    void isTheSameAfterItWasWritten() throws Exception {
        EarlyStoppingState state = new EarlyStoppingState(7, 0.25, 3, 4, true);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));

        assertThat(EarlyStoppingState.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(state);
    }

    @Test
    void refusesNegativeSettings() {
        assertThatThrownBy(() -> rule(Measure.LOSS, -1, 0, 0)).hasMessageContaining("patience");
        assertThatThrownBy(() -> rule(Measure.LOSS, 0, -1, 0)).hasMessageContaining("improvement");
        assertThatThrownBy(() -> rule(Measure.LOSS, 0, Double.NaN, 0)).hasMessageContaining("improvement");
        assertThatThrownBy(() -> rule(Measure.LOSS, 0, 0, -1)).hasMessageContaining("warm-up");
    }
}
