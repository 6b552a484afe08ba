package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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
