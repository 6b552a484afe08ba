package org.millrace.jobs.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.millrace.model.LearningRateFinder.Point;
import org.millrace.model.LearningRateFinder.Proposal;

class RatePlotTest {

    /** Level up to 1e-3, falling to 0.1, then running away. */
    private static final List<Point> POINTS = IntStream.rangeClosed(0, 40)
            .mapToObj(i -> Math.pow(10, -5 + i / 8.0))
            .map(rate -> new Point(rate, 0, loss(rate)))
            .toList();

    private static double loss(double rate) {
        if (rate < 1e-3) {
            return 2;
        }
        return rate < 0.1 ? 2 - Math.log10(rate / 1e-3) / 2 : 1 + 20 * (rate - 0.1);
    }

    @Test
    void drawsTheCurveTheProposalAndTheAxes() {
        String plot = RatePlot.draw(new Proposal(POINTS, 0.01, "because"));

        assertThat(plot.lines())
                .containsExactly(
                        "smoothed loss by learning rate",
                        "   2.150 ┤                                        ┊",
                        "         │                                        ┊               •",
                        "         │•••••••••••••••••••••••••••••           ┊               •",
                        "         │                             •••        ┊               •",
                        "   1.796 ┤                                ••      ┊               •",
                        "         │                                  ••    ┊               •",
                        "         │                                    ••• ┊               •",
                        "         │                                       ••              •",
                        "   1.442 ┤                                        ┊••            •",
                        "         │                                        ┊  •••         •",
                        "         │                                        ┊     ••       •",
                        "         │                                        ┊       •••   •",
                        "   1.088 ┤                                        ┊          •• •",
                        "   1.000 ┤                                        ┊            •",
                        "         └┴────────────┴─────────────┴────────────▲─────────────┴────────────┴",
                        "          1e-5       1e-4          1e-3         0.01           0.1           1");
    }

    @Test
    void fitsIntoEightyColumns() {
        assertThat(RatePlot.draw(new Proposal(POINTS, 0.01, "because")).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
}
