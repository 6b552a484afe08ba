package org.millrace.jobs.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.millrace.operators.format.LabelledExample;

/** How the examples of a data set change with a drift. */
public enum DriftKind {
    /** The features change places, all of them. */
    FEATURES {
        @Override
        UnaryOperator<LabelledExample> change(int features, int classes, Random random) {
            List<Integer> places =
                    new ArrayList<>(IntStream.range(0, features).boxed().toList());
            Collections.shuffle(places, random);
            return example -> {
                float[] moved = new float[features];
                for (int i = 0; i < features; i++) {
                    moved[places.get(i)] = example.features()[i];
                }
                return new LabelledExample(
                        example.id(), example.timestamp(), moved, example.label(), example.targets());
            };
        }
    },
    /** Two classes exchange their names. */
    LABELS {
        @Override
        UnaryOperator<LabelledExample> change(int features, int classes, Random random) {
            int one = random.nextInt(classes);
            int other = (one + 1 + random.nextInt(classes - 1)) % classes;
            return example -> {
                int label = example.label() == one ? other : example.label() == other ? one : example.label();
                return new LabelledExample(
                        example.id(), example.timestamp(), example.features(), label, example.targets());
            };
        }
    };

    /** Draws one change. */
    abstract UnaryOperator<LabelledExample> change(int features, int classes, Random random);
}
