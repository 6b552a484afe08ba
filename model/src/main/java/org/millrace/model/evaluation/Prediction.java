package org.millrace.model.evaluation;

import static java.util.Objects.requireNonNull;

import org.millrace.model.loss.Loss;
import org.millrace.model.loss.Task;

/**
 * A prediction beside its target, as {@link Predictions} hands it on. One object stands for each example of a batch in turn, so
 * nothing is allocated per example; it is good until {@link PredictionSink#add} returns.
 *
 * <p>Probabilities, and what follows from them, are worked out when the first sink asks for them, and once for all sinks.
 */
public final class Prediction {

    private static final float[] NONE = {};

    private final Task task;
    private final int outputs;
    private final int[] bins;
    /** Room for probabilities that are worked out here. */
    private final double[] own;

    private float[] likelihoods = NONE;
    private Loss loss;

    private float[] values = NONE;
    private int from;
    private float[] targets = NONE;
    private int targetsFrom;
    private int actual;
    private int predicted;
    private float weight;
    private double exampleLoss;

    private double[] probabilities = {};
    private int first;
    private boolean probabilitiesAreKnown;
    private boolean derivedIsKnown;
    private boolean binsAreKnown;
    private double squaredError;
    private int rank;

    Prediction(Task task, int outputs) {
        this.task = requireNonNull(task, "task");
        this.outputs = outputs;
        own = new double[task == Task.REGRESSION ? 0 : outputs];
        bins = new int[own.length];
    }

    Prediction(Loss loss, int outputs) {
        this(loss.task(), outputs);
        this.loss = loss;
        likelihoods = new float[own.length];
    }

    /** Stands for an example of a class from now on. */
    void show(int actualClass, int predictedClass) {
        actual = actualClass;
        predicted = predictedClass;
    }

    /** Stands for an example with a row of outputs from now on. */
    void show(float[] ofValues, int fromValue, float[] ofTargets, int fromTarget) {
        values = ofValues;
        from = fromValue;
        targets = ofTargets;
        targetsFrom = fromTarget;
        probabilitiesAreKnown = false;
        derivedIsKnown = false;
        binsAreKnown = false;
    }

    /** Stands for an example of a weight and a loss from now on. */
    void weigh(float weightOfExample, double lossOfExample) {
        weight = weightOfExample;
        exampleLoss = lossOfExample;
    }

    /** Takes probabilities that are known already; they are not copied. */
    void show(double[] ofProbabilities, int fromProbability) {
        probabilities = ofProbabilities;
        first = fromProbability;
        probabilitiesAreKnown = true;
        derivedIsKnown = false;
        binsAreKnown = false;
    }

    public Task task() {
        return task;
    }

    /** How many classes, properties or numbers are predicted. */
    public int outputs() {
        return outputs;
    }

    /** How much the example counts: 1 unless it has a weight, and perhaps 0. */
    public float weight() {
        return weight;
    }

    /** The loss of the example, without any weight and label smoothing. */
    public double loss() {
        return exampleLoss;
    }

    /** The class of the example, in a classification. */
    public int actual() {
        return actual;
    }

    /** The class of the greatest output, the first of equals, in a classification. */
    public int predicted() {
        return predicted;
    }

    /** The target of an output: 0 or 1 of a property, or a number of a regression. */
    public float target(int output) {
        return targets[targetsFrom + output];
    }

    /** A number of a regression, in the unit of its target; in multi-label the linear output, of which comes a probability. */
    public float value(int output) {
        return values[from + output];
    }

    /** Whether a property is predicted, in multi-label: whether its probability is above ½. */
    public boolean predicts(int output) {
        return values[from + output] > 0;
    }

    /** The probability of a class or property, in [0, 1]. */
    public double probability(int output) {
        return probabilities()[first + output];
    }

    /** The probability of the class that is predicted, in a classification. */
    double confidence() {
        return probabilities()[first + predicted];
    }

    /** Writes the probabilities into {@code into}. */
    void copyProbabilities(double[] into, int to) {
        double[] p = probabilities();
        System.arraycopy(p, first, into, to, outputs);
    }

    /** Writes the values and their targets. */
    void copyValues(float[] intoValues, float[] intoTargets, int to) {
        System.arraycopy(values, from, intoValues, to, outputs);
        System.arraycopy(targets, targetsFrom, intoTargets, to, outputs);
    }

    private double[] probabilities() {
        if (!probabilitiesAreKnown) {
            loss.predict(values, from, outputs, likelihoods, 0);
            for (int j = 0; j < outputs; j++) {
                own[j] = likelihoods[j];
            }
            probabilities = own;
            first = 0;
            probabilitiesAreKnown = true;
        }
        return probabilities;
    }

    /** In a classification {@code Σⱼ (pⱼ - [j is the actual class])²}; in multi-label {@code Σⱼ (pⱼ - tⱼ)²}. */
    double squaredError() {
        derive();
        return squaredError;
    }

    /** How many classes are more probable than the actual one; of equals the first counts as more probable. */
    int rank() {
        derive();
        return rank;
    }

    private void derive() {
        if (derivedIsKnown) {
            return;
        }
        derivedIsKnown = true;
        if (task == Task.CLASSIFICATION) {
            deriveOfClass(probabilities());
        } else {
            deriveOfProperties(probabilities());
        }
    }

    private void deriveOfClass(double[] p) {
        double ofActual = p[first + actual];
        double squares = 1 - 2 * ofActual;
        int better = 0;
        for (int j = first; j < first + outputs; j++) {
            squares += p[j] * p[j];
            better += p[j] > ofActual || (p[j] == ofActual && j < first + actual) ? 1 : 0;
        }
        squaredError = Math.max(0, squares);
        rank = better;
    }

    private void deriveOfProperties(double[] p) {
        double squares = 0;
        for (int j = 0; j < outputs; j++) {
            double error = p[first + j] - target(j);
            squares += error * error;
        }
        squaredError = squares;
    }

    /** The bin of each probability in a {@link Ranking}. */
    int[] bins() {
        if (!binsAreKnown) {
            double[] p = probabilities();
            for (int j = 0; j < outputs; j++) {
                bins[j] = Ranking.bin(p[first + j]);
            }
            binsAreKnown = true;
        }
        return bins;
    }
}
