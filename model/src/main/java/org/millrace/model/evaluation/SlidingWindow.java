package org.millrace.model.evaluation;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.millrace.model.format.LearnerFormatException;
import org.millrace.model.format.Versions;
import org.millrace.model.loss.Task;
import org.millrace.model.math.Require;

/**
 * The last predictions as they were, so that every figure of them is exact, the area under the ROC curve too. Taking in an example
 * is a copy; the figures are worked out when they are asked for. In memory, 8 to 16 bytes for each example and output.
 */
public final class SlidingWindow implements PredictionSink {

    /** More would be too much in every checkpoint. */
    public static final int MOST_EXAMPLES = 100_000;

    private static final int VERSION = 1;

    private final Task task;
    private final int outputs;
    private final int capacity;
    private final int[] actual;
    private final int[] predicted;
    private final float[] weights;
    private final double[] losses;
    /** {@code [capacity, outputs]}, for classes and properties. */
    private final double[] probabilities;
    /** {@code [capacity, outputs]}, for properties and numbers. */
    private final float[] values;
    /** The same of their targets. */
    private final float[] targets;

    private int size;
    private int next;

    /** @param capacity how many examples are kept, in [1, 100 000] */
    public SlidingWindow(Task task, int outputs, int capacity) {
        this.task = requireNonNull(task, "task");
        this.outputs = Require.atLeast(1, outputs, "outputs");
        this.capacity = new Horizons(capacity, 1).window();
        boolean classes = task == Task.CLASSIFICATION;
        actual = new int[classes ? capacity : 0];
        predicted = new int[actual.length];
        weights = new float[capacity];
        losses = new double[capacity];
        probabilities = new double[task == Task.REGRESSION ? 0 : Math.multiplyExact(capacity, outputs)];
        values = new float[classes ? 0 : Math.multiplyExact(capacity, outputs)];
        targets = new float[values.length];
    }

    @Override
    public void requireTask(Task wanted, int wantedOutputs) {
        Require.that(
                task == wanted && outputs == wantedOutputs,
                "a window must be of " + wanted + " with " + wantedOutputs + " outputs",
                task + " with " + outputs);
    }

    @Override
    public void add(Prediction prediction) {
        int start = next * outputs;
        weights[next] = prediction.weight();
        losses[next] = prediction.loss();
        if (task == Task.CLASSIFICATION) {
            actual[next] = prediction.actual();
            predicted[next] = prediction.predicted();
        } else {
            prediction.copyValues(values, targets, start);
        }
        if (task != Task.REGRESSION) {
            prediction.copyProbabilities(probabilities, start);
        }
        next = next + 1 == capacity ? 0 : next + 1;
        size = Math.min(size + 1, capacity);
    }

    /** How many examples there are, at most {@link #capacity}. */
    public int examples() {
        return size;
    }

    public int capacity() {
        return capacity;
    }

    /** The tally of the examples in the window. */
    public Evaluation evaluation() {
        Evaluation evaluation = new Evaluation(task, outputs);
        handOn(evaluation);
        return evaluation;
    }

    /** Hands on the examples in the window, the oldest first. */
    public void handOn(PredictionSink into) {
        Prediction prediction = new Prediction(task, outputs);
        for (int i = 0; i < size; i++) {
            int place = place(i);
            int start = place * outputs;
            prediction.weigh(weights[place], losses[place]);
            if (task == Task.CLASSIFICATION) {
                prediction.show(actual[place], predicted[place]);
            } else {
                prediction.show(values, start, targets, start);
            }
            if (task != Task.REGRESSION) {
                prediction.show(probabilities, start);
            }
            into.add(prediction);
        }
    }

    /** Where the example is that came as number {@code i} of those that are left. */
    private int place(int i) {
        return (next - size + i + capacity) % capacity;
    }

    /**
     * The exact area under the ROC curve, one class against the rest, the mean over classes or properties; NaN where {@link
     * ProbabilityTally#rocAuc} is.
     */
    public double rocAuc() {
        if (task == Task.REGRESSION || outputs > Ranking.MOST_CLASSES) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < outputs; k++) {
            sum += rocAuc(k);
        }
        return sum / outputs;
    }

    private double rocAuc(int k) {
        double[] sorted = new double[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = probabilities[i * outputs + k];
        }
        Arrays.sort(sorted);
        int different = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || sorted[i] != sorted[different - 1]) {
                sorted[different++] = sorted[i];
            }
        }
        double[] positives = new double[different];
        double[] negatives = new double[different];
        for (int i = 0; i < size; i++) {
            boolean isPositive = task == Task.CLASSIFICATION ? actual[i] == k : targets[i * outputs + k] == 1;
            int rank = Arrays.binarySearch(sorted, 0, different, probabilities[i * outputs + k]);
            (isPositive ? positives : negatives)[rank] += weights[i];
        }
        return Ranking.area(positives, negatives, 0, different);
    }

    /** The same examples, or as many of the latest as there is room for, in a window of another capacity. */
    public SlidingWindow withCapacity(int other) {
        SlidingWindow window = new SlidingWindow(task, outputs, other);
        handOn(window);
        return window;
    }

    /** The same examples of a classification with more classes, which had no probability. */
    public SlidingWindow withClasses(int classes) {
        Require.that(task == Task.CLASSIFICATION, "classes are added to a classification only", task);
        Require.atLeast(outputs, classes, "classes");
        SlidingWindow window = new SlidingWindow(task, classes, capacity);
        for (int i = 0; i < size; i++) {
            int place = place(i);
            window.actual[i] = actual[place];
            window.predicted[i] = predicted[place];
            window.weights[i] = weights[place];
            window.losses[i] = losses[place];
            System.arraycopy(probabilities, place * outputs, window.probabilities, i * classes, outputs);
        }
        window.size = size;
        window.next = size % capacity;
        return window;
    }

    public SlidingWindow copy() {
        return withCapacity(capacity);
    }

    /** Writes a version byte, the task, and the examples, the oldest first. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(task.code());
        out.writeInt(outputs);
        out.writeInt(capacity);
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            int place = place(i);
            out.writeFloat(weights[place]);
            out.writeDouble(losses[place]);
            if (task == Task.CLASSIFICATION) {
                out.writeInt(actual[place]);
                out.writeInt(predicted[place]);
            }
            for (int j = place * outputs; j < (place + 1) * outputs; j++) {
                if (task != Task.REGRESSION) {
                    out.writeDouble(probabilities[j]);
                }
                if (task != Task.CLASSIFICATION) {
                    out.writeFloat(values[j]);
                    out.writeFloat(targets[j]);
                }
            }
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws LearnerFormatException if it is of a version unknown here, or not a window
     */
    public static SlidingWindow read(DataInput in) throws IOException {
        Versions.read("a sliding window", VERSION, in);
        try {
            return readV1(in);
        } catch (IllegalArgumentException e) {
            throw new LearnerFormatException("Not a sliding window: " + e.getMessage(), e);
        }
    }

    private static SlidingWindow readV1(DataInput in) throws IOException {
        SlidingWindow window = new SlidingWindow(Task.ofCode(in.readUTF()), in.readInt(), in.readInt());
        int size = in.readInt();
        Require.that(size >= 0 && size <= window.capacity, "examples must be in [0, " + window.capacity + "]", size);
        for (int i = 0; i < size; i++) {
            window.weights[i] = in.readFloat();
            window.losses[i] = in.readDouble();
            if (window.task == Task.CLASSIFICATION) {
                window.actual[i] = requireClass(in.readInt(), window.outputs);
                window.predicted[i] = requireClass(in.readInt(), window.outputs);
            }
            for (int j = i * window.outputs; j < (i + 1) * window.outputs; j++) {
                if (window.task != Task.REGRESSION) {
                    window.probabilities[j] = in.readDouble();
                }
                if (window.task != Task.CLASSIFICATION) {
                    window.values[j] = in.readFloat();
                    window.targets[j] = in.readFloat();
                }
            }
        }
        window.size = size;
        window.next = size % window.capacity;
        return window;
    }

    private static int requireClass(int k, int classes) {
        Require.that(k >= 0 && k < classes, "class must be in [0, " + classes + ")", k);
        return k;
    }
}
