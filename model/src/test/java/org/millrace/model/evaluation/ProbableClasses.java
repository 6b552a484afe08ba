package org.millrace.model.evaluation;

import org.millrace.model.loss.Task;

/** Hands on examples of classes with given probabilities. */
final class ProbableClasses {

    private final Prediction prediction;
    private final PredictionSink sink;

    ProbableClasses(int classes, PredictionSink sink) {
        prediction = new Prediction(Task.CLASSIFICATION, classes);
        this.sink = sink;
    }

    void add(int actual, double... probabilities) {
        int best = 0;
        for (int j = 1; j < probabilities.length; j++) {
            best = probabilities[j] > probabilities[best] ? j : best;
        }
        prediction.weigh(1, -Math.log(probabilities[actual]));
        prediction.show(actual, best);
        prediction.show(probabilities, 0);
        sink.add(prediction);
    }
}
