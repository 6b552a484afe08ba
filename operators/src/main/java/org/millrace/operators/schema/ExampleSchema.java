package org.millrace.operators.schema;

import static java.util.stream.Collectors.joining;

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
import org.millrace.model.input.Column;
import org.millrace.model.input.Inputs;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;

/** What an example must look like: the fields that it is made of, and what its label may be. */
public final class ExampleSchema implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 2;
    private static final int CLASSES_SHOWN = 20;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]*");

    private final Fields fields;
    private final int columns;
    private final Task task;
    private final List<String> classes;
    private final boolean namesAreNumbers;
    private final Map<String, Integer> indices = new LinkedHashMap<>();

    /** Examples of at least 2 classes, whose features are one array of numbers. */
    public ExampleSchema(int features, List<String> classes) {
        this(features, Task.CLASSIFICATION, classes);
    }

    /** Examples whose features are one array of numbers, at least 1. */
    public ExampleSchema(int features, Task task, List<String> classes) {
        this(Fields.vector(features), task, classes);
    }

    /**
     * @param classes names of the classes, of the properties, or of the numbers to predict, in the order of the network's
     *     outputs; distinct; at least 2 classes, or 1 of the others
     */
    public ExampleSchema(Fields fields, Task task, List<String> classes) {
        int least = task == Task.CLASSIFICATION ? 2 : 1;
        if (classes.size() < least) {
            throw new IllegalArgumentException("classes must be at least " + least + ": " + classes);
        }
        this.fields = fields;
        this.columns = fields.features().stream().mapToInt(Feature::columns).sum();
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
        out.writeInt(fields.features().size());
        for (Feature feature : fields.features()) {
            feature.write(out);
        }
        writeOutputs(out);
    }

    private void writeOutputs(DataOutput out) throws IOException {
        out.writeUTF(task.code());
        out.writeInt(classes.size());
        for (String name : classes) {
            out.writeUTF(name);
        }
    }

    /** Reads what {@link #write} wrote; the label, id, timestamp and weight are no part of it. */
    public static ExampleSchema read(DataInput in) throws IOException {
        try {
            return switch (Versions.read("a schema", VERSION, in)) {
                case 1 -> readOutputs(Fields.vector(in.readInt()), in);
                default -> readOutputs(Fields.of(readFeatures(in)), in);
            };
        } catch (IllegalArgumentException e) {
            throw new IOException("Not a schema: " + e.getMessage(), e);
        }
    }

    private static List<Feature> readFeatures(DataInput in) throws IOException {
        int count = in.readInt();
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            features.add(Feature.read(in));
        }
        return features;
    }

    private static ExampleSchema readOutputs(Fields fields, DataInput in) throws IOException {
        Task task = Task.ofCode(in.readUTF());
        int count = in.readInt();
        List<String> classes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            classes.add(in.readUTF());
        }
        return new ExampleSchema(fields, task, classes);
    }

    /** Whether the features, the task and the classes are the same; the fields of label, id and time may be others. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ExampleSchema that
                && fields.features().equals(that.fields.features())
                && task == that.task
                && classes.equals(that.classes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fields.features(), task, classes);
    }

    /** In words, such as "64 features and classes 0, 1, 2". */
    public String inWords() {
        String outputs =
                switch (task) {
                    case CLASSIFICATION -> "classes ";
                    case MULTI_LABEL -> "any of the labels ";
                    case REGRESSION -> "numbers to predict ";
                };
        return featuresInWords() + " and " + outputs + String.join(", ", classes);
    }

    private String featuresInWords() {
        List<Feature> features = fields.features();
        if (isVector()) {
            return columns + (columns == 1 ? " feature" : " features");
        }
        return (features.size() == 1 ? "the feature " : "the features ")
                + features.stream().map(feature -> feature.field().toString()).collect(joining(", "));
    }

    /** The fields that an example is made of. */
    public Fields fields() {
        return fields;
    }

    /** Whether the features are one array of numbers, as in the binary format. */
    public boolean isVector() {
        return fields.features().size() == 1
                && fields.features().get(0).kind() instanceof VectorKind
                && !fields.features().get(0).missing().indicated();
    }

    /** Whether missing values are filled from the example before. */
    public boolean needsPrevious() {
        return fields.features().stream().anyMatch(feature -> feature.missing().rule() == Missing.Rule.PREVIOUS);
    }

    /** How many columns a row has. */
    public int columns() {
        return columns;
    }

    /** What the learner makes of the columns. */
    public Inputs inputs() {
        return new Inputs(fields.features().stream()
                .<Column>flatMap(feature -> feature.inputs().stream())
                .toList());
    }

    public Task task() {
        return task;
    }

    /** Names of the network's outputs: classes, properties, or numbers to predict. */
    public List<String> classes() {
        return classes;
    }

    /** Whether every class is named by a whole number, so that a number in a record is a name and not an index. */
    public boolean namesAreNumbers() {
        return namesAreNumbers;
    }

    /** How many targets an example has: one for each output; none in classification, where it has the index of a class. */
    int targets() {
        return task == Task.CLASSIFICATION ? 0 : classes.size();
    }

    /** The index of the class of this name. */
    int indexOf(String name) throws BadExampleException {
        Integer index = indices.get(name);
        if (index == null) {
            throw unknownLabel(BadExampleException.quoted(name));
        }
        return index;
    }

    /** The class that a number stands for: its index, unless all classes are named by whole numbers. */
    int indexOfNumber(String number) throws BadExampleException {
        if (!WHOLE_NUMBER.matcher(number).matches()) {
            throw BadExampleException.malformed(
                    '"' + fields.label().toString() + "\" is neither a whole number nor a class name");
        }
        if (namesAreNumbers) {
            return indexOf(number);
        }
        try {
            return checkedIndex(Long.parseLong(number));
        } catch (NumberFormatException e) {
            throw unknownLabel(number);
        }
    }

    int checkedIndex(long index) throws BadExampleException {
        if (index < 0 || index >= classes.size()) {
            throw unknownLabel(Long.toString(index));
        }
        return (int) index;
    }

    private BadExampleException unknownLabel(String label) {
        String known = String.join(", ", classes.subList(0, Math.min(CLASSES_SHOWN, classes.size())))
                + (classes.size() > CLASSES_SHOWN ? ", …" : "");
        return BadExampleException.of(
                Reason.UNKNOWN_LABEL,
                "label " + BadExampleException.abbreviated(label) + " is neither an index below " + classes.size()
                        + " nor a class name: " + known);
    }
}
