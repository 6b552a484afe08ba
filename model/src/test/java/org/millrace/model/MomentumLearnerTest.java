package org.millrace.model;

class MomentumLearnerTest implements LearnerContract {

    @Override
    public LearnerSettings settings() {
        return LearnerSettings.of(Architecture.of(COLUMNS, Activation.RELU, CLASSES, 8, 5))
                .withOptimizer(new Momentum())
                .withLearningRate(0.02);
    }
}
