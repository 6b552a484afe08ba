package org.millrace.model.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.model.Batches;
import org.millrace.model.Learner;
import org.millrace.model.LearnerSettings;
import org.millrace.model.LearnerState;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;

class SchedulesTest {

    private static final long[] STEPS = {0, 1, 5, 10, 15, 30, 100};

    static Stream<Arguments> tables() {
        return Stream.of(
                table(Schedules.CONSTANT, 1, 1, 1, 1, 1, 1, 1),
                table(new Schedules.StepDecay(0.5, 10), 1, 1, 1, 0.5, 0.5, 0.125, 0.0009765625),
                table(
                        new Schedules.Exponential(0.25, 10),
                        1,
                        0.870550563,
                        0.5,
                        0.25,
                        0.125,
                        0.015625,
                        9.5367431640625e-7),
                table(new Schedules.InverseTime(1, 10), 1, 1 / 1.1, 1 / 1.5, 0.5, 0.4, 0.25, 1.0 / 11),
                table(new Schedules.Polynomial(20, 2, 0.2), 1, 0.922, 0.65, 0.4, 0.25, 0.2, 0.2),
                table(new Schedules.Cosine(20, 0.2), 1, 0.995075337, 0.882842712, 0.6, 0.317157288, 0.2, 0.2),
                table(new Schedules.CosineRestarts(10, 1, 0), 1, 0.975528258, 0.5, 1, 0.5, 1, 1),
                table(new Schedules.CosineRestarts(10, 2, 0), 1, 0.975528258, 0.5, 1, 0.853553391, 1, 0.691341716),
                table(new Schedules.OneCycle(20, 0.25, 0.1, 0), 0.1, 0.185942353, 1, 0.75, 0.25, 0, 0),
                table(
                        new Schedules.WarmUp(4, new Schedules.StepDecay(0.5, 10)),
                        0.25,
                        0.5,
                        1,
                        1,
                        0.5,
                        0.25,
                        0.001953125));
    }

    private static Arguments table(Schedule schedule, double... factors) {
        return Arguments.of(schedule, factors);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void followsItsTable(Schedule schedule, double[] factors) {
        for (int i = 0; i < STEPS.length; i++) {
            assertThat(schedule.factor(STEPS[i])).as("step %d", STEPS[i]).isCloseTo(factors[i], within(1e-9));
        }
    }

    @Test
    void movesTheRateOfTheSteps() {
        LearnerSettings settings = LearnerSettings.of(Architecture.of(6, Activation.RELU, 3, 4))
                .withLearningRate(0.2)
                .withSchedule(new Schedules.StepDecay(0.5, 2));
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState()) {
            double[] rates = Stream.of(Batches.stream(5, 4, 6, 3, 1))
                    .mapToDouble(batch ->
                            learner.learn(state, batch, new Evaluation(3)).learningRate())
                    .toArray();
            assertThat(rates).containsExactly(0.2, 0.2, 0.1, 0.1, 0.05);
        }
    }

    @Test
    void reducesTheRateOnAPlateau() {
        PlateauRule rule = new PlateauRule(0.5, 1, 0.1, 0.2);
        PlateauState state = PlateauState.INITIAL;
        double[] losses = {1, 0.95, 0.94, 0.5, 0.49, 0.48, 0.47, 0.46, 0.45, 0.46, 0.1};
        double[] factors = {1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.2, 0.2, 0.2, 0.2};
        for (int i = 0; i < losses.length; i++) {
            state = rule.after(losses[i], state);
            assertThat(state.factor()).as("validation %d", i).isEqualTo(factors[i]);
        }
    }

    @Test
    void takesALossThatIsNotFiniteForNoProgress() {
        PlateauRule rule = new PlateauRule(0.5, 0, 0.1, 0);
        PlateauState state = rule.after(Double.NaN, PlateauState.INITIAL);
        state = rule.after(Double.POSITIVE_INFINITY, state);
        assertThat(state.factor()).isEqualTo(0.25);
        state = rule.after(0.5, state);
        state = rule.after(0.4, state);
        assertThat(state).isEqualTo(new PlateauState(0.4, 0, 0.25));
    }

    @Test
    void goesByThePassesWhereStepsAreNotKnown() {
        Schedule halved = new Schedules.OverPasses(new Schedules.StepDecay(0.5, 2L * Schedules.OverPasses.PARTS));
        assertThat(halved.factor(1_000_000)).isEqualTo(1);
        assertThat(halved.factor(0, 1.99)).isEqualTo(1);
        assertThat(halved.factor(0, 2)).isEqualTo(0.5);
        assertThat(halved.factor(0, 4.5)).isEqualTo(0.25);
        assertThat(new Schedules.WarmUp(10, halved).factor(4, 2)).isEqualTo(0.5);
        assertThat(new Schedules.WarmUp(10, halved).factor(10, 4)).isEqualTo(0.25);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new Schedules.StepDecay(1.5, 10)).hasMessage("drop must be in (0, 1]: 1.5");
        assertThatThrownBy(() -> new Schedules.Cosine(0, 0)).hasMessage("steps must be at least 1: 0");
        assertThatThrownBy(() -> new Schedules.OneCycle(10, 1, 0.1, 0)).hasMessage("rise must be in (0, 1): 1.0");
        assertThatThrownBy(() -> new Schedules.WarmUp(3, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("then");
    }
}
