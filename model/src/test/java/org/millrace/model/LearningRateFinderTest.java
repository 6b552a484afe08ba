package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;

class LearningRateFinderTest {

    private static final LearnerSettings SETTINGS = LearnerSettings.of(Architecture.of(6, Activation.RELU, 3, 16));

    @Test
    void findsARateThatLearns() {
        LearningRateFinder.Proposal proposal = sweep(List.of(Batches.stream(100, 16, 6, 3, 1)), 1e-7, 10);
        assertThat(proposal.rate()).isBetween(1e-4, 1.0);
        assertThat(proposal.points().get(0).rate()).isEqualTo(1e-7);
        assertThat(proposal.reason()).isNotEmpty();
    }

    @Test
    void endsWithTheGreatestRate() {
        LearningRateFinder.Proposal proposal = sweep(List.of(Batches.stream(5, 16, 6, 3, 1)), 1e-6, 1e-2);
        assertThat(proposal.points())
                .extracting(LearningRateFinder.Point::rate)
                .satisfiesExactly(
                        rate -> assertThat(rate).isEqualTo(1e-6),
                        rate -> assertThat(rate).isCloseTo(1e-5, within(1e-12)),
                        rate -> assertThat(rate).isCloseTo(1e-4, within(1e-11)),
                        rate -> assertThat(rate).isCloseTo(1e-3, within(1e-10)),
                        rate -> assertThat(rate).isCloseTo(1e-2, within(1e-9)));
    }

    /** Falls most steeply at 10^-4, is least at 10^-2. */
    @Test
    void proposesWhereTheLossFallsMostSteeply() {
        LearningRateFinder.Proposal proposal =
                LearningRateFinder.propose(curve(i -> 2 - Math.tanh((i - 30) / 5.0) + (i > 50 ? 0.1 * (i - 50) : 0)));
        assertThat(proposal.rate()).isCloseTo(1e-4, within(1e-10));
        assertThat(proposal.reason())
                .isEqualTo("The loss falls most steeply at a rate of 0.000100; it is least at 0.0100.");
    }

    /** Falls ever more steeply until it is least at 10^-2. */
    @Test
    void proposesATenthOfWhereTheLossIsLeastWhenItFallsUntilThen() {
        LearningRateFinder.Proposal proposal =
                LearningRateFinder.propose(curve(i -> i <= 50 ? 3 - Math.exp((i - 50) / 5.0) : 4));
        assertThat(proposal.rate()).isCloseTo(1e-3, within(1e-9));
        assertThat(proposal.reason()).isEqualTo("A tenth of 0.0100, where the loss is least.");
    }

    @Test
    void saysWhatToDoWhenTheSweepEndsTooSoon() {
        MiniBatch poisoned = Batches.clouds(8, 6, 3, 1);
        poisoned.features().toFloats()[3] = Float.NaN;
        List<MiniBatch> batches = List.of(Batches.clouds(8, 6, 3, 2), poisoned, Batches.clouds(8, 6, 3, 3));
        assertThatThrownBy(() -> sweep(batches, 1e-7, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the sweep ended after 1 batches, because the loss ran away or was not finite: start it at a"
                                + " lower rate, or look for extreme values in the examples");
    }

    private static LearningRateFinder.Proposal sweep(List<MiniBatch> batches, double from, double to) {
        return LearningRateFinder.sweep(SETTINGS, batches, from, to);
    }

    /** Rates from 10^-7 on, ten to the decade. */
    private static List<LearningRateFinder.Point> curve(IntToDoubleFunction loss) {
        List<LearningRateFinder.Point> points = new ArrayList<>();
        for (int i = 0; i <= 60; i++) {
            points.add(new LearningRateFinder.Point(
                    Math.pow(10, i / 10.0 - 7), loss.applyAsDouble(i), loss.applyAsDouble(i)));
        }
        return points;
    }
}
