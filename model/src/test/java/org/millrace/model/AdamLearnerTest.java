package org.millrace.model;

class AdamLearnerTest implements LearnerContract {

    @Override
    public LearnerSettings settings() {
        return LearnerSettings.of(Architecture.of(COLUMNS, Activation.RELU, CLASSES, 8, 5))
                .withOptimizer(new Adam())
                .withLearningRate(0.01);
    }
}
