package org.millrace.model.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.millrace.model.OptimizerContract;

class OptimizerContractTest {

    /** McMahan et al., algorithm 1, by hand: α = 0.5, β = 1, λ₁ = 0.25, g = 1, then g = -1.5. */
    @Test
    void ftrlFollowsThePaper() {
        Ftrl ftrl = new Ftrl(1, 0.25, 0);
        float[] w = {0};
        float[][] moments = new float[2][1];
        ftrl.at(1, 0.5).update(w, new float[] {1}, moments, 1);
        // z = 1, n = 1: w = -(1 - 0.25) / ((1 + 1) / 0.5)
        assertThat(w[0]).isEqualTo(-0.1875f);
        ftrl.at(2, 0.5).update(w, new float[] {-1.5f}, moments, 1);
        double sigma = (Math.sqrt(3.25) - 1) / 0.5;
        double z = 1 - 1.5 - sigma * -0.1875;
        double expected = Math.abs(z) <= 0.25 ? 0 : -(z + 0.25) / ((1 + Math.sqrt(3.25)) / 0.5);
        assertThat(w[0]).isEqualTo((float) expected);
    }

    @Test
    void parametersThatDecayBecomeZeroAndNotSubnormal() {
        AdamW adam = new AdamW(0.9, 0.999, 1e-8, 0.5);
        Regularization regularization = new Regularization(0, 0.5, 0, 0);
        float[] decayed = {1};
        float[] regularized = {1};
        float[][] moments = new float[2][1];
        for (int step = 1; step <= 200; step++) {
            adam.at(step, 1).update(decayed, new float[1], moments, 1);
            float[] gradient = new float[1];
            regularization.apply(1, regularized, gradient, 1);
            new Sgd().at(step, 1).update(regularized, gradient, new float[0][], 1);
            assertThat(Math.abs(decayed[0])).matches(OptimizerContractTest::isZeroOrNormal);
            assertThat(Math.abs(regularized[0])).matches(OptimizerContractTest::isZeroOrNormal);
        }
        assertThat(decayed[0]).isZero();
        assertThat(regularized[0]).isZero();
    }

    private static boolean isZeroOrNormal(float value) {
        return value == 0 || value >= Float.MIN_NORMAL;
    }

    /** As float32 such an epsilon is 0, and so is all that is remembered of a gradient of 0. */
    @Test
    void neverDividesZeroByZero() {
        double tiny = 1e-60;
        for (Optimizer optimizer : List.of(
                new AdaGrad(tiny), new RmsProp(0.9, tiny), new Adam(0.9, 0.999, tiny), new AdamW(0, 0, tiny, 0))) {
            float[] parameters = {1, 1};
            optimizer.at(1, 0.1).update(parameters, new float[] {0, 1}, new float[2][2], 2);
            assertThat(parameters[0]).as(optimizer.kind()).isEqualTo(1);
            assertThat(parameters[1]).as(optimizer.kind()).isLessThan(1).isFinite();
        }
    }

    @Nested
    class OfSgd implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new Sgd();
        }
    }

    @Nested
    class OfMomentum implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new Momentum();
        }
    }

    @Nested
    class OfNesterov implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new Nesterov();
        }
    }

    @Nested
    class OfAdaGrad implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new AdaGrad();
        }
    }

    @Nested
    class OfRmsProp implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new RmsProp();
        }
    }

    @Nested
    class OfAdam implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new Adam();
        }
    }

    @Nested
    class OfAdamW implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new AdamW();
        }
    }

    @Nested
    class OfFtrl implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new Ftrl();
        }
    }
}
