package org.millrace.operators.format;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.millrace.model.format.Versions;
import org.millrace.model.loss.Task;

/** What an example must look like: how many features it has, and what its label may be. */
public final class ExampleSchema implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]*");

    private final int features;
    private final Task task;
    private final List<String> classes;
    private final boolean namesAreNumbers;
    private final Map<String, Integer> indices = new LinkedHashMap<>();

    /** Examples of classes, at least 2. */
    public ExampleSchema(int features, List<String> classes) {
        this(features, Task.CLASSIFICATION, classes);
    }

    /**
     * @param features number of features, at least 1
     * @param classes names of the classes, of the properties, or of the numbers to predict, in the order of the network's
     *     outputs; distinct; at least 2 classes, or 1 of the others
     */
    public ExampleSchema(int features, Task task, List<String> classes) {
        if (features < 1) {
            throw new IllegalArgumentException("features must be at least 1: " + features);
        }
        int least = task == Task.CLASSIFICATION ? 2 : 1;
        if (classes.size() < least) {
            throw new IllegalArgumentException("classes must be at least " + least + ": " + classes);
        }
        this.features = features;
        this.task = task;
        this.classes = List.copyOf(classes);
        this.namesAreNumbers = classes.stream().allMatch(WHOLE_NUMBER.asMatchPredicate());
        for (String name : classes) {
            if (indices.putIfAbsent(name, indices.size()) != null) {
                throw new IllegalArgumentException("classes must be distinct: " + name);
            }
        }
    }

    /** Writes this schema as part of a state, against which a configuration can be held later. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(features);
        out.writeUTF(task.code());
        out.writeInt(classes.size());
        for (String name : classes) {
            out.writeUTF(name);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static ExampleSchema read(DataInput in) throws IOException {
        Versions.read("a schema", VERSION, in);
        return readV1(in);
    }

    private static ExampleSchema readV1(DataInput in) throws IOException {
        int features = in.readInt();
        String task = in.readUTF();
        int count = in.readInt();
        List<String> classes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            classes.add(in.readUTF());
        }
        try {
            return new ExampleSchema(features, Task.ofCode(task), classes);
        } catch (IllegalArgumentException e) {
            throw new IOException("Not a schema: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExampleSchema that
                && features == that.features
                && task == that.task
                && classes.equals(that.classes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(features, task, classes);
    }

    /** In words, such as "64 features and classes 0, 1, 2". */
    public String inWords() {
        String outputs =
                switch (task) {
                    case CLASSIFICATION -> "classes ";
                    case MULTI_LABEL -> "any of the labels ";
                    case REGRESSION -> "numbers to predict ";
                };
        return features + (features == 1 ? " feature and " : " features and ") + outputs + String.join(", ", classes);
    }

    public int features() {
        return features;
    }

    public Task task() {
        return task;
    }

    /** Names of the network's outputs: classes, properties, or numbers to predict. */
    public List<String> classes() {
        return classes;
    }

    /** Whether every class is named by a whole number, so that a number in a record is a name and not an index. */
    boolean namesAreNumbers() {
        return namesAreNumbers;
    }

    void checkFeatureCount(int count) throws BadExampleException {
        if (count != features) {
            throw BadExampleException.wrongFeatureCount(features, count);
        }
    }

    /** How many targets an example has: one for each output; none in classification, where it has the index of a class. */
    int targets() {
        return task == Task.CLASSIFICATION ? 0 : classes.size();
    }

    /** @throws BadExampleException unless there is one target for each output, finite, and 0 or 1 for properties */
    void checkTargets(float[] targets, int count) throws BadExampleException {
        if (count != classes.size()) {
            throw BadExampleException.wrongTargetCount(classes.size(), count);
        }
        for (int i = 0; i < targets.length; i++) {
            if (!Float.isFinite(targets[i])) {
                throw BadExampleException.notFiniteTarget(classes.get(i), targets[i]);
            }
            if (task == Task.MULTI_LABEL && targets[i] != 0 && targets[i] != 1) {
                throw BadExampleException.neitherZeroNorOne(classes.get(i), targets[i]);
            }
        }
    }

    int checkedLabel(long label) throws BadExampleException {
        if (label < 0 || label >= classes.size()) {
            throw BadExampleException.unknownLabel(Long.toString(label), classes);
        }
        return (int) label;
    }

    int checkedLabel(String label) throws BadExampleException {
        Integer index = indices.get(label);
        if (index == null) {
            throw BadExampleException.unknownLabel('"' + label + '"', classes);
        }
        return index;
    }
}
