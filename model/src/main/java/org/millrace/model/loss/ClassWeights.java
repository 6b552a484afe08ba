package org.millrace.model.loss;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.millrace.model.math.Require;

/**
 * The weight of an example by its class.
 *
 * @param weights one positive weight per class; empty where there are none or they are balanced
 * @param balanced whether rare classes count more, by running class frequencies: {@code (n + K) / (K (nₖ + 1))} for class k
 *     of K after n examples
 */
public record ClassWeights(List<Double> weights, boolean balanced) implements Serializable {

    public static final ClassWeights NONE = new ClassWeights(List.of(), false);
    public static final ClassWeights BALANCED = new ClassWeights(List.of(), true);

    public ClassWeights {
        weights = List.copyOf(weights);
        weights.forEach(weight -> Require.positive(weight, "class weight"));
        Require.that(!balanced || weights.isEmpty(), "balanced weights are not given but counted", weights);
    }

    public static ClassWeights of(double... weights) {
        return new ClassWeights(Arrays.stream(weights).boxed().toList(), false);
    }

    /** Whether all classes count the same. */
    public boolean isNone() {
        return weights.isEmpty() && !balanced;
    }

    /** The weights after {@code counts} examples of each class, in {@code scratch}; not for {@link #NONE}. */
    public float[] after(long[] counts, float[] scratch) {
        if (balanced) {
            long total = 0;
            for (long count : counts) {
                total += count;
            }
            for (int k = 0; k < counts.length; k++) {
                scratch[k] = (float) ((double) (total + counts.length) / ((double) counts.length * (counts[k] + 1)));
            }
            return scratch;
        }
        for (int k = 0; k < weights.size(); k++) {
            scratch[k] = weights.get(k).floatValue();
        }
        return scratch;
    }
}
