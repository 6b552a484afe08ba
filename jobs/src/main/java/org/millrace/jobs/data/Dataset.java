package org.millrace.jobs.data;

import java.util.Iterator;
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

    /**
     * Examples to train on without end: {@code training} again and again; those of a generator never repeat.
     *
     * @param training the {@link #training()} part in the order that is wanted, not empty
     */
    default Iterator<LabelledExample> endless(Part training) {
        return repeated(training);
    }

    /** How often a table of so many rows is read: a small one more often, so that there are enough steps to learn in. */
    static int passes(int rows) {
        return Math.max(10, Math.min(200, 60_000 / rows));
    }

    /** The examples of a part in their order, again and again. */
    static Iterator<LabelledExample> repeated(Part part) {
        return new RepeatedPart(part);
    }

    /** The format that suits the examples best in a topic: JSON that anyone can read for small tables, bytes for images. */
    ExampleFormat format();

    /**
     * The value of the record of an example.
     *
     * @param example of this data set
     */
    default byte[] value(LabelledExample example) {
        return format().write(example, new ExampleSchema(features(), task(), classes()));
    }

    /** Whether the features are one array of numbers, which can be changed and written in any format. */
    default boolean isArray() {
        return true;
    }

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
