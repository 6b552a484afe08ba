package org.millrace.jobs.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millrace.jobs.config.keys.ModelKeys;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.ExampleFormat;
import org.millrace.operators.format.LabelledExample;
import org.millrace.operators.schema.ExampleSchema;

/** Labelled examples to train on and to test with, all in memory. */
public interface Dataset {

    /** A name that a model may have too. */
    String name();

    /** The kind of dataset, which names the settings that suit it: {@code digits}, {@code fashion-mnist}, {@code csv}. */
    String preset();

    /** Number of features of each example, as columns of a row. */
    int features();

    /** The settings that say where in a record the features are, by full dotted name. */
    default Map<String, Object> featureSettings() {
        return Map.of(ModelKeys.FEATURES.name(), features());
    }

    /** The task that the labels are for. */
    default Task task() {
        return Task.CLASSIFICATION;
    }

    /** The names of the classes, in the order of their labels; for a regression of the numbers to predict. */
    List<String> classes();

    /** The examples to train on; without a {@link #test()} part, the test examples are among them. */
    Part training();

    /** The test part of the dataset, if it has one. */
    Optional<Part> test();

    /** The format that suits the examples best in a topic: JSON that anyone can read for small tables, bytes for images. */
    ExampleFormat format();

    /** A sequence of examples. */
    interface Part {

        int size();

        /**
         * Makes one example.
         *
         * @param index from 0 up to and without {@link #size()}
         * @return a new copy of the example
         * @throws IndexOutOfBoundsException if there is no such example
         */
        LabelledExample get(int index);

        /** The id of an example, which is the key of its record. */
        default String id(int index) {
            return get(index).id().orElseThrow();
        }

        /**
         * The value of the record of an example.
         *
         * @param format of the data set
         * @param schema of an example whose features are one array of numbers
         */
        default byte[] value(int index, ExampleFormat format, ExampleSchema schema) {
            return format.write(get(index), schema);
        }

        /**
         * The same examples in random order: a Fisher-Yates shuffle, from the last place down, that draws each index
         * with {@link java.util.Random#nextInt(int)}. That generator is specified to the bit, so the order is the same
         * on every machine.
         */
        default Part shuffled(long seed) {
            return ShuffledPart.of(this, seed);
        }
    }
}
