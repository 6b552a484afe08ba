package org.millrace.model;

/**
 * Softmax with cross-entropy on logits: for an example of class y, {@code loss = log Σⱼ exp(zⱼ) - z_y}, and its gradient
 * is {@code softmax(z) - onehot(y)}. The greatest logit is taken off first, so that no exponential overflows.
 */
final class SoftmaxCrossEntropy {

    private SoftmaxCrossEntropy() {}

    /**
     * The loss of each example and the gradient of their mean.
     *
     * @param logits {@code [rows, classes]}
     * @param delta receives the gradient, {@code [rows, classes]}
     * @param losses receives one loss per example
     * @return the mean loss
     */
    static double gradient(float[] logits, int[] labels, int rows, int classes, float[] delta, double[] losses) {
        double sum = 0;
        float share = 1f / rows;
        for (int row = 0; row < rows; row++) {
            int start = row * classes;
            losses[row] = softmax(logits, start, classes, delta, start) - logits[start + labels[row]];
            sum += losses[row];
            delta[start + labels[row]] -= 1f;
            for (int j = start; j < start + classes; j++) {
                delta[j] *= share;
            }
        }
        return sum / rows;
    }

    /** The loss of each of {@code rows} examples, whose labels start at {@code from}; {@code scratch} is overwritten. */
    static void losses(
            float[] logits, int[] labels, int from, int rows, int classes, float[] scratch, double[] losses) {
        for (int row = 0; row < rows; row++) {
            int start = row * classes;
            losses[row] = softmax(logits, start, classes, scratch, start) - logits[start + labels[from + row]];
        }
    }

    /** Writes the probabilities of one row and returns {@code log Σⱼ exp(zⱼ)}. */
    static double softmax(float[] logits, int from, int classes, float[] into, int to) {
        float greatest = logits[from];
        for (int j = 1; j < classes; j++) {
            greatest = Math.max(greatest, logits[from + j]);
        }
        double sum = 0;
        for (int j = 0; j < classes; j++) {
            double e = Math.exp(logits[from + j] - greatest);
            into[to + j] = (float) e;
            sum += e;
        }
        float scale = (float) (1 / sum);
        for (int j = 0; j < classes; j++) {
            into[to + j] *= scale;
        }
        return greatest + Math.log(sum);
    }
}
