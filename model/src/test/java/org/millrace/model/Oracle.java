package org.millrace.model;

import org.millrace.model.loss.BinaryCrossEntropy;
import org.millrace.model.loss.Huber;
import org.millrace.model.loss.Loss;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.SoftmaxCrossEntropy;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;

/** The loss of a batch in float64, written down from the definitions, one value at a time. */
public final class Oracle {

    private final Architecture architecture;
    private final Loss loss;
    private final MiniBatch batch;

    public Oracle(Architecture architecture, Loss loss, MiniBatch batch) {
        this.architecture = architecture;
        this.loss = loss;
        this.batch = batch;
    }

    public double loss(double[] parameters) {
        double sum = 0;
        double weight = 0;
        for (int row = 0; row < batch.rows(); row++) {
            double[] outputs = outputs(parameters, row);
            if (loss instanceof SoftmaxCrossEntropy softmax) {
                int label = batch.labels()[row];
                weight += weight(softmax, label);
                sum += batch.weight(row) * crossEntropy(softmax, outputs, label);
            } else {
                weight += outputs.length;
                for (int j = 0; j < outputs.length; j++) {
                    sum += batch.weight(row) * elementLoss(outputs[j], batch.targets()[row * outputs.length + j]);
                }
            }
        }
        return sum / weight;
    }

    private double[] outputs(double[] parameters, int row) {
        double[] values = new double[batch.columns()];
        for (int j = 0; j < values.length; j++) {
            values[j] = batch.features().toFloats()[row * values.length + j];
        }
        int offset = 0;
        for (int layer = 0; layer < architecture.depth(); layer++) {
            double[] next = new double[architecture.unitsOf(layer)];
            for (int j = 0; j < next.length; j++) {
                double z = parameters[offset + values.length * next.length + j];
                for (int i = 0; i < values.length; i++) {
                    z += values[i] * parameters[offset + i * next.length + j];
                }
                next[j] = activate(architecture.activationOf(layer), z);
            }
            offset += (values.length + 1) * next.length;
            values = next;
        }
        return values;
    }

    private static double activate(Activation activation, double z) {
        return switch (activation) {
            case RELU -> Math.max(0, z);
            case LEAKY_RELU -> z > 0 ? z : 0.01 * z;
            case ELU -> z > 0 ? z : Math.exp(z) - 1;
            case GELU -> z * normal(z);
            case SIGMOID -> 1 / (1 + Math.exp(-z));
            case TANH -> Math.tanh(z);
            case SOFTPLUS -> Math.log(1 + Math.exp(z));
            case SWISH -> z / (1 + Math.exp(-z));
            case IDENTITY -> z;
        };
    }

    /** Φ by the series {@code 1/2 + φ(z) Σ z^(2n+1) / (2n+1)!!}. */
    private static double normal(double z) {
        double term = z;
        double sum = z;
        for (int n = 3; n < 200; n += 2) {
            term *= z * z / n;
            sum += term;
        }
        return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    private static double weight(SoftmaxCrossEntropy softmax, int k) {
        return softmax.classWeights().weights().isEmpty()
                ? 1
                : softmax.classWeights().weights().get(k);
    }

    private static double crossEntropy(SoftmaxCrossEntropy softmax, double[] outputs, int label) {
        double total = 0;
        for (double output : outputs) {
            total += Math.exp(output);
        }
        double sum = 0;
        for (int j = 0; j < outputs.length; j++) {
            double target = softmax.labelSmoothing() / outputs.length + (j == label ? 1 - softmax.labelSmoothing() : 0);
            sum -= target * weight(softmax, j) * Math.log(Math.exp(outputs[j]) / total);
        }
        return sum;
    }

    private double elementLoss(double z, double t) {
        double error = Math.abs(z - t);
        if (loss instanceof BinaryCrossEntropy) {
            double p = 1 / (1 + Math.exp(-z));
            return -t * Math.log(p) - (1 - t) * Math.log(1 - p);
        }
        if (loss instanceof MeanSquaredError) {
            return error * error;
        }
        if (loss instanceof Huber) {
            return error <= 1 ? 0.5 * error * error : error - 0.5;
        }
        return error;
    }
}
