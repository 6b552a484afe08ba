package org.millrace.operators.schema;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.millrace.operators.record.BadExampleException;

/** What a record holds in the fields of a schema, by slot; a format fills it anew for each record. */
public final class FieldValues {

    /** The forms in which a value may stand in a record. */
    enum Form {
        ABSENT("nothing"),
        NULL("null"),
        NUMBER("a number"),
        TEXT("text"),
        FLAG("true or false"),
        /** The index of a class, which names nothing. */
        INDEX("an index"),
        NUMBERS("an array of numbers"),
        TEXTS("an array of texts"),
        /** Numbers as float32, little-endian. */
        FLOATS("an array of float32"),
        /** Numbers as bytes that count steps of a scale. */
        STEPS("an array of bytes"),
        OTHER("an object or a nested array");

        private final String words;

        Form(String words) {
            this.words = words;
        }

        String inWords() {
            return words;
        }
    }

    private final FieldSlots slots;
    private final Form[] forms;
    private final double[] numbers;
    private final String[] texts;
    private final double[][] arrays;
    private final int[] counts;
    private final List<List<String>> lists = new ArrayList<>();
    private FloatBuffer floats;
    private byte[] steps;
    private int firstStep;
    private float scale;

    FieldValues(FieldSlots slots) {
        this.slots = requireNonNull(slots, "slots");
        int count = slots.count();
        forms = new Form[count];
        numbers = new double[count];
        texts = new String[count];
        arrays = new double[count][];
        counts = new int[count];
        for (int slot = 0; slot < count; slot++) {
            arrays[slot] = new double[slots.capacity(slot)];
            lists.add(new ArrayList<>());
        }
        begin();
    }

    /** Begins another record, of which no field is known yet. */
    public void begin() {
        Arrays.fill(forms, Form.ABSENT);
    }

    public FieldSlots slots() {
        return slots;
    }

    /** Whether a number is wanted as it is written, too, since it may be a name. */
    public boolean wantsText(int slot) {
        return slots.isText(slot);
    }

    /** Whether a field has been met. */
    public boolean has(int slot) {
        return forms[slot] != Form.ABSENT;
    }

    public void setNull(int slot) throws BadExampleException {
        take(slot, Form.NULL);
    }

    public void setNumber(int slot, double value) throws BadExampleException {
        take(slot, Form.NUMBER);
        numbers[slot] = value;
        texts[slot] = null;
    }

    /** @param text the number as it is written */
    public void setNumber(int slot, double value, String text) throws BadExampleException {
        setNumber(slot, value);
        texts[slot] = text;
    }

    public void setText(int slot, String value) throws BadExampleException {
        take(slot, Form.TEXT);
        texts[slot] = value;
    }

    public void setFlag(int slot, boolean value) throws BadExampleException {
        take(slot, Form.FLAG);
        numbers[slot] = value ? 1 : 0;
    }

    /** Takes the index of a class. */
    public void setIndex(int slot, int index) throws BadExampleException {
        take(slot, Form.INDEX);
        numbers[slot] = index;
    }

    /** Takes something that no feature can be made of. */
    public void setOther(int slot) throws BadExampleException {
        take(slot, Form.OTHER);
    }

    /** Where the numbers of an array go; those beyond its length are only counted. NaN stands for a missing one. */
    public double[] array(int slot) {
        return arrays[slot];
    }

    /** Takes the numbers that were written to {@link #array}, of {@code count} in the record. */
    public void setNumbers(int slot, int count) throws BadExampleException {
        take(slot, Form.NUMBERS);
        counts[slot] = count;
    }

    /** Takes an array of texts. */
    public void setTexts(int slot, List<String> values) throws BadExampleException {
        take(slot, Form.TEXTS);
        lists.set(slot, values);
    }

    /** Takes an array of float32 where it stands. */
    public void setFloats(int slot, FloatBuffer value) throws BadExampleException {
        take(slot, Form.FLOATS);
        counts[slot] = value.remaining();
        floats = value;
    }

    /** Takes an array of bytes where it stands, each to be multiplied by {@code worth}. */
    public void setSteps(int slot, byte[] value, int from, int count, float worth) throws BadExampleException {
        take(slot, Form.STEPS);
        counts[slot] = count;
        steps = value;
        firstStep = from;
        scale = worth;
    }

    private void take(int slot, Form form) throws BadExampleException {
        if (forms[slot] != Form.ABSENT) {
            throw BadExampleException.malformed(quoted(slot) + " stands twice in the record");
        }
        forms[slot] = form;
    }

    Form form(int slot) {
        return forms[slot];
    }

    /** The number of a NUMBER, FLAG or INDEX. */
    double number(int slot) {
        return numbers[slot];
    }

    /** The text of a TEXT, or that of a NUMBER: as it is written, where that is known. */
    String text(int slot) {
        if (texts[slot] != null) {
            return texts[slot];
        }
        double number = numbers[slot];
        return number == (long) number ? Long.toString((long) number) : Double.toString(number);
    }

    int count(int slot) {
        return counts[slot];
    }

    List<String> texts(int slot) {
        return lists.get(slot);
    }

    FloatBuffer floats() {
        return floats;
    }

    byte[] steps() {
        return steps;
    }

    int firstStep() {
        return firstStep;
    }

    float scale() {
        return scale;
    }

    /** The name of the field of a slot, for messages. */
    String quoted(int slot) {
        return '"' + slots.path(slot).toString() + '"';
    }
}
