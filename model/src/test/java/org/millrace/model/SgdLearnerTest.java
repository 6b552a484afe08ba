package org.millrace.model;

class SgdLearnerTest implements LearnerContract {

    @Override
    public LearnerSettings settings() {
        return LearnerSettings.of(Architecture.of(COLUMNS, Activation.RELU, CLASSES, 8, 5))
                .withOptimizer(new Sgd())
                .withLearningRate(0.1);
    }
}
