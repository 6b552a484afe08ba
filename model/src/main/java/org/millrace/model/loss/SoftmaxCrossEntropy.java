package org.millrace.model.loss;

import static java.util.Objects.requireNonNull;

import org.millrace.model.math.Exponential;
import org.millrace.model.math.Require;

/**
 * Softmax with cross-entropy: for an example of class y, {@code loss = log Σⱼ exp(zⱼ) - z_y}. The greatest logit is taken
 * off first, so that no exponential overflows.
 *
 * <p>With label smoothing ε (Szegedy et al. 2016) the target is {@code (1-ε) onehot(y) + ε/K}. With class weights w the
 * batch's loss is {@code Σᵢ [(1-ε) w_y nll(y) + ε/K Σⱼ wⱼ nll(j)] / Σᵢ w_y}, as PyTorch has it. The weight of an example
 * multiplies its term of the sum above, and not the sum below.
 *
 * @param labelSmoothing ε in [0, 1)
 * @param classWeights how much an example counts by its class
 */
public record SoftmaxCrossEntropy(double labelSmoothing, ClassWeights classWeights) implements Loss {

    public SoftmaxCrossEntropy {
        Require.decay(labelSmoothing, "label smoothing");
        requireNonNull(classWeights, "classWeights");
    }

    public SoftmaxCrossEntropy() {
        this(0, ClassWeights.NONE);
    }

    @Override
    public Task task() {
        return Task.CLASSIFICATION;
    }

    @Override
    public double gradient(
            float[] outputs,
            int width,
            MiniBatch batch,
            float[] weights,
            float[] delta,
            double[] exampleLosses,
            double[] scratch) {
        exponentials(outputs, width, batch.rows(), scratch, exampleLosses);
        boolean plain = weights.length == 0 && labelSmoothing == 0 && batch.weights().length == 0;
        double weightOfBatch = weights.length == 0 ? batch.rows() : weightOf(batch.labels(), weights);
        double sum = 0;
        for (int row = 0; row < batch.rows(); row++) {
            int start = row * width;
            int label = batch.labels()[row];
            double logSum = exampleLosses[row] + Math.log(normalize(scratch, start, width, delta, start));
            exampleLosses[row] = logSum - outputs[start + label];
            if (plain) {
                sum += exampleLosses[row];
                subtractLabel(delta, start, width, label, (float) (1 / weightOfBatch));
            } else {
                double divisor = weightOfBatch / batch.weight(row);
                sum += weigh(outputs, start, width, label, logSum, weights, delta, divisor) * batch.weight(row);
            }
        }
        return sum / weightOfBatch;
    }

    /** Writes every row's {@code exp(zⱼ - greatest)}, and the greatest z of the row. */
    private static void exponentials(float[] outputs, int width, int rows, double[] into, double[] greatestOfRow) {
        for (int row = 0; row < rows; row++) {
            int start = row * width;
            float greatest = greatest(outputs, start, width);
            greatestOfRow[row] = greatest;
            for (int j = start; j < start + width; j++) {
                into[j] = outputs[j] - greatest;
            }
        }
        Exponential.replace(into, rows * width);
    }

    @Override
    public double[] probabilities(double[] scratch) {
        return scratch;
    }

    /** Divides the exponentials of one row by their sum, which is returned, in place and into another array. */
    private static double normalize(double[] exponentials, int from, int width, float[] into, int to) {
        double sum = 0;
        for (int j = 0; j < width; j++) {
            sum += exponentials[from + j];
        }
        double share = 1 / sum;
        for (int j = 0; j < width; j++) {
            exponentials[from + j] *= share;
            into[to + j] = (float) exponentials[from + j];
        }
        return sum;
    }

    private static double weightOf(int[] labels, float[] weights) {
        double sum = 0;
        for (int label : labels) {
            sum += weights[label];
        }
        return sum;
    }

    private static void subtractLabel(float[] delta, int start, int width, int label, float share) {
        delta[start + label] -= 1f;
        for (int j = start; j < start + width; j++) {
            delta[j] *= share;
        }
    }

    /** The smoothed and weighted loss of one row, whose probabilities in {@code delta} become its gradient. */
    private double weigh(
            float[] outputs,
            int start,
            int width,
            int label,
            double logSum,
            float[] weights,
            float[] delta,
            double divisor) {
        double loss = 0;
        double targets = 0;
        for (int j = 0; j < width; j++) {
            double target = target(j, label, width, weights);
            loss += target * (logSum - outputs[start + j]);
            targets += target;
        }
        for (int j = 0; j < width; j++) {
            double target = target(j, label, width, weights);
            delta[start + j] = (float) ((delta[start + j] * targets - target) / divisor);
        }
        return loss;
    }

    private double target(int j, int label, int width, float[] weights) {
        double smoothed = labelSmoothing / width + (j == label ? 1 - labelSmoothing : 0);
        return weights.length == 0 ? smoothed : smoothed * weights[j];
    }

    @Override
    public void exampleLosses(float[] outputs, int width, MiniBatch batch, int from, int rows, double[] exampleLosses) {
        for (int row = 0; row < rows; row++) {
            int start = row * width;
            float greatest = greatest(outputs, start, width);
            double sum = 0;
            for (int j = start; j < start + width; j++) {
                sum += Exponential.ofNotPositive(outputs[j] - greatest);
            }
            exampleLosses[row] = greatest + Math.log(sum) - outputs[start + batch.labels()[from + row]];
        }
    }

    @Override
    public void predict(float[] outputs, int from, int width, float[] into, int to) {
        float greatest = greatest(outputs, from, width);
        double sum = 0;
        for (int j = 0; j < width; j++) {
            double e = Exponential.ofNotPositive(outputs[from + j] - greatest);
            into[to + j] = (float) e;
            sum += e;
        }
        float share = (float) (1 / sum);
        for (int j = 0; j < width; j++) {
            into[to + j] *= share;
        }
    }

    private static float greatest(float[] values, int from, int width) {
        float greatest = values[from];
        for (int j = from + 1; j < from + width; j++) {
            // Math.max would take care of NaN, which the sum of the exponentials does here.
            greatest = values[j] > greatest ? values[j] : greatest;
        }
        return greatest;
    }
}
