package org.millrace.operators.schema;

import static java.util.stream.Collectors.joining;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private static final int VERSION = 3;
    private static final int LISTED = 0;
    private static final int CLASSES_SHOWN = 20;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]*");

    private final Fields fields;
    private final int columns;
    private final Task task;
    private final List<String> classes;
    private final int mostClasses;
    private final boolean namesAreNumbers;
    private final boolean needsPrevious;
    private final boolean narrows;
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
        this(fields, task, classes, LISTED);
        int least = task == Task.CLASSIFICATION ? 2 : 1;
        if (classes.size() < least) {
            throw new IllegalArgumentException("classes must be at least " + least + ": " + classes);
        }
    }

    private ExampleSchema(Fields fields, Task task, List<String> classes, int mostClasses) {
        this.fields = fields;
        this.columns = fields.features().stream().mapToInt(Feature::columns).sum();
        this.task = task;
        this.classes = List.copyOf(classes);
        this.mostClasses = mostClasses;
        needsPrevious = fills(Missing.Rule.PREVIOUS);
        narrows = !needsPrevious && !fills(Missing.Rule.MEAN);
        this.namesAreNumbers = classes.stream().allMatch(WHOLE_NUMBER.asMatchPredicate());
        for (String name : classes) {
            if (indices.putIfAbsent(name, indices.size()) != null) {
                throw new IllegalArgumentException("classes must be distinct: " + name);
            }
        }
    }

    /**
     * Examples of classes that are not known beforehand: whatever a label says is the name of one.
     *
     * @param most classes that the labels of one partition may name, at least 2
     */
    public static ExampleSchema discovering(Fields fields, int most) {
        if (most < 2) {
            throw new IllegalArgumentException("classes to discover must be at least 2: " + most);
        }
        return new ExampleSchema(fields, Task.CLASSIFICATION, List.of(), most);
    }

    /** The same examples where these classes are known as well; new ones get the next outputs of the network. */
    public ExampleSchema discovering(List<String> names) {
        if (indices.keySet().containsAll(names)) {
            return this;
        }
        Set<String> known = new LinkedHashSet<>(classes);
        known.addAll(names);
        return new ExampleSchema(fields, task, List.copyOf(known), mostClasses);
    }

    /** The output of the network for each of these classes, all of which are known. */
    public int[] outputsOf(List<String> names) {
        return names.stream().mapToInt(indices::get).toArray();
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
        out.writeInt(mostClasses);
    }

    /** Reads what {@link #write} wrote; the label, id, timestamp and weight are no part of it. */
    public static ExampleSchema read(DataInput in) throws IOException {
        try {
            return switch (Versions.read("a schema", VERSION, in)) {
                case 1 -> readListed(Fields.vector(in.readInt()), in);
                case 2 -> readListed(Fields.of(readFeatures(in)), in);
                default -> readV3(in);
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

    private static ExampleSchema readV3(DataInput in) throws IOException {
        Fields fields = Fields.of(readFeatures(in));
        Task task = Task.ofCode(in.readUTF());
        List<String> classes = readNames(in);
        int mostClasses = in.readInt();
        return mostClasses == LISTED
                ? new ExampleSchema(fields, task, classes)
                : discovering(fields, mostClasses).discovering(classes);
    }

    /** Versions 1 and 2 knew no classes that are discovered. */
    private static ExampleSchema readListed(Fields fields, DataInput in) throws IOException {
        return new ExampleSchema(fields, Task.ofCode(in.readUTF()), readNames(in));
    }

    private static List<String> readNames(DataInput in) throws IOException {
        int count = in.readInt();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(in.readUTF());
        }
        return names;
    }

    /**
     * Whether the features, the task and the classes are the same; the fields of label, id and time may be others. Where classes
     * are discovered, one schema may know more of them than the other.
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof ExampleSchema that
                && fields.features().equals(that.fields.features())
                && task == that.task
                && discoversClasses() == that.discoversClasses()
                && (discoversClasses() || classes.equals(that.classes));
    }

    @Override
    public int hashCode() {
        return Objects.hash(fields.features(), task, discoversClasses() ? List.of() : classes);
    }

    /** In words, such as "64 features and classes 0, 1, 2". */
    public String inWords() {
        String outputs =
                switch (task) {
                    case CLASSIFICATION -> "classes ";
                    case MULTI_LABEL -> "any of the labels ";
                    case REGRESSION -> "numbers to predict ";
                };
        return featuresInWords() + " and "
                + (discoversClasses() ? "classes that are discovered" : outputs + String.join(", ", classes));
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

    private boolean fills(Missing.Rule rule) {
        return fields.features().stream().anyMatch(feature -> feature.missing().rule() == rule);
    }

    /** Whether missing values are filled from the example before. */
    public boolean needsPrevious() {
        return needsPrevious;
    }

    /**
     * Whether features may be handed on as float32 or bytes. Where a missing value is filled with a mean, the learner must see every
     * value before it, and it knows of those by float64 alone.
     */
    boolean narrows() {
        return narrows;
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

    /** Names of the network's outputs: classes, properties, or numbers to predict; where classes are discovered, those so far. */
    public List<String> classes() {
        return classes;
    }

    /** Whether the classes are not known beforehand. */
    public boolean discoversClasses() {
        return mostClasses != LISTED;
    }

    /** How many classes the labels of one partition may name, where they are discovered. */
    public int mostClasses() {
        return mostClasses;
    }

    /** How many outputs a network has: one for each class, and one to begin with where none is known yet. */
    public int outputs() {
        return Math.max(1, classes.size());
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
        requireWhole(number, fields.label());
        if (namesAreNumbers) {
            return indexOf(number);
        }
        try {
            return checkedIndex(Long.parseLong(number));
        } catch (NumberFormatException e) {
            throw unknownLabel(number);
        }
    }

    static String requireWhole(String number, FieldPath label) throws BadExampleException {
        if (!WHOLE_NUMBER.matcher(number).matches()) {
            throw BadExampleException.malformed(
                    '"' + label.toString() + "\" is neither a whole number nor a class name");
        }
        return number;
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
