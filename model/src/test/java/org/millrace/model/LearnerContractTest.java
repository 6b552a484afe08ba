package org.millrace.model;

import org.junit.jupiter.api.Nested;
import org.millrace.model.loss.ClassWeights;
import org.millrace.model.loss.SoftmaxCrossEntropy;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.optimizer.AdaGrad;
import org.millrace.model.optimizer.Adam;
import org.millrace.model.optimizer.AdamW;
import org.millrace.model.optimizer.Clipping;
import org.millrace.model.optimizer.Ftrl;
import org.millrace.model.optimizer.Momentum;
import org.millrace.model.optimizer.Nesterov;
import org.millrace.model.optimizer.Optimizer;
import org.millrace.model.optimizer.Regularization;
import org.millrace.model.optimizer.RmsProp;
import org.millrace.model.optimizer.Sgd;
import org.millrace.model.scaling.Scaling;
import org.millrace.model.schedule.Schedules;

/** Every optimizer under the learner's contract, with dropout and scaling on, and plain descent without. */
class LearnerContractTest {

    private static LearnerSettings with(Optimizer optimizer, double rate) {
        return LearnerSettings.of(
                        Architecture.of(LearnerContract.COLUMNS, Activation.RELU, LearnerContract.CLASSES, 8, 6))
                .withOptimizer(optimizer)
                .withLearningRate(rate)
                .withRegularization(Regularization.NONE.withDropout(0.1));
    }

    @Nested
    class Plain implements LearnerContract {
        @Override
        public LearnerSettings settings() {
            return with(new Sgd(), 0.1).withRegularization(Regularization.NONE).withScaling(Scaling.NONE);
        }
    }

    @Nested
    class SgdWithDropout implements LearnerContract {
        @Override
        public LearnerSettings settings() {
            return with(new Sgd(), 0.1);
        }
    }

    @Nested
    class WithMomentum implements LearnerContract {
        @Override
        public LearnerSettings settings() {
            return with(new Momentum(), 0.02);
        }
    }

    @Nested
    class WithNesterov implements LearnerContract {
        @Override
        public LearnerSettings settings() {
            return with(new Nesterov(), 0.02);
        }
    }

    @Nested
    class WithAdaGrad implements LearnerContract {
        @Override
        public LearnerSettings settings() {
            return with(new AdaGrad(), 0.05);
        }
    }

    @Nested
    class WithRmsProp implements LearnerContract {
        @Override
        public LearnerSettings settings() {
            return with(new RmsProp(), 0.01).withScaling(Scaling.MIN_MAX);
        }
    }

    @Nested
    class WithAdam implements LearnerContract {
        @Override
        public LearnerSettings settings() {
            return with(new Adam(), 0.01);
        }
    }

    @Nested
    class WithAdamW implements LearnerContract {
        @Override
        public LearnerSettings settings() {
            return with(new AdamW(), 0.01).withClipping(new Clipping(1, 0.5));
        }
    }

    @Nested
    class WithFtrl implements LearnerContract {
        @Override
        public LearnerSettings settings() {
            return with(new Ftrl(), 0.1);
        }
    }

    @Nested
    class WithEverything implements LearnerContract {
        @Override
        public LearnerSettings settings() {
            return with(new Momentum(), 0.05)
                    .withLoss(new SoftmaxCrossEntropy(0.1, ClassWeights.BALANCED))
                    .withRegularization(new Regularization(1e-5, 1e-4, 1e-4, 0.1))
                    .withSchedule(new Schedules.WarmUp(5, new Schedules.CosineRestarts(50, 2, 0.1)));
        }
    }
}
