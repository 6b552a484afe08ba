package org.millrace.operators.schema;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import org.millrace.model.math.Features;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;

/**
 * An example as it was read, in memory that is written anew for each record. Features that a record holds as bytes stay in the
 * record, and are copied from there to where they belong.
 */
public final class ExampleRow {

    private final ExampleSchema schema;
    private final double[] numbers;
    private final String[] texts;
    private final float[] targets;
    private final float[] floats;
    private boolean holdsFloats;
    private byte[] steps;
    private int firstStep;
    private float scale;
    private boolean float32;
    private String id;
    private boolean timed;
    private long timestamp;
    private int label;
    private String labelName;
    private float weight;

    public ExampleRow(ExampleSchema schema) {
        this.schema = requireNonNull(schema, "schema");
        numbers = new double[schema.columns()];
        texts = new String[schema.columns()];
        targets = new float[schema.targets()];
        floats = new float[schema.isVector() ? schema.columns() : 0];
    }

    public ExampleSchema schema() {
        return schema;
    }

    /** The example's id; null if it has none. */
    public String id() {
        return id;
    }

    /** Milliseconds since the epoch; {@code other} if the example has no timestamp of its own. */
    public long timestampOr(long other) {
        return timed ? timestamp : other;
    }

    /** Index of the class; 0 in other tasks. */
    public int label() {
        return label;
    }

    /** The name of the class, where classes are discovered; else null. */
    public String labelName() {
        return labelName;
    }

    /** For multi-label (0 or 1) and regression, one number for each output; else empty. */
    public float[] targets() {
        return targets;
    }

    /** What the example's loss is multiplied by; 1 unless the record says otherwise. */
    public float weight() {
        return weight;
    }

    /** Whether the features are bytes that count steps of {@link #scale()}. */
    public boolean isBytes() {
        return steps != null;
    }

    /** Whether float32 holds every feature exactly, and none is missing, a text, or one of those whose mean is wanted. */
    public boolean isFloat32() {
        return float32;
    }

    /** What a step is worth. */
    public float scale() {
        return scale;
    }

    /** Copies features that are bytes. */
    public void copySteps(byte[] into, int at) {
        System.arraycopy(steps, firstStep, into, at, schema.columns());
    }

    /** Copies features that float32 holds. */
    public void copyNumbers(float[] into, int at) {
        if (isBytes()) {
            Features.Bytes.scale(steps, firstStep, scale, floats, schema.columns());
        }
        if (isBytes() || holdsFloats) {
            System.arraycopy(floats, 0, into, at, floats.length);
            return;
        }
        for (int column = 0; column < numbers.length; column++) {
            into[at + column] = (float) numbers[column];
        }
    }

    /** A feature as float64, whatever it is; NaN where it is missing. */
    public double number(int column) {
        if (isBytes()) {
            return (steps[firstStep + column] & 0xFF) * scale;
        }
        return holdsFloats ? floats[column] : numbers[column];
    }

    /** The text of a column that holds texts; null where it holds a number or nothing. */
    public String text(int column) {
        return texts[column];
    }

    /** Begins another example, without id, timestamp, features and label. */
    void begin() {
        steps = null;
        holdsFloats = false;
        float32 = schema.narrows();
        id = null;
        timed = false;
        label = 0;
        labelName = null;
        weight = 1;
    }

    void setId(String text) {
        id = text;
    }

    void setTimestamp(long milliseconds) {
        timed = true;
        timestamp = milliseconds;
    }

    /** @param index of the class among those of the schema, or of those that were discovered */
    public void setLabel(int index) {
        label = index;
    }

    void setLabelName(String name) {
        labelName = name;
    }

    void setWeight(float factor) {
        weight = factor;
    }

    /** @param value finite, or NaN if it is missing */
    void setColumn(int column, double value) {
        numbers[column] = value;
        texts[column] = null;
        float32 &= (float) value - value == 0;
    }

    void setText(int column, String text) {
        numbers[column] = Double.NaN;
        texts[column] = text;
        float32 = false;
    }

    /** Takes a column of another row of the same schema. */
    void copyColumn(ExampleRow other, int column) {
        if (other.texts[column] == null) {
            setColumn(column, other.numbers[column]);
        } else {
            setText(column, other.texts[column]);
        }
    }

    /** Takes the first {@code count} values of an array; NaN if one is missing. */
    void setColumns(int at, double[] values, int count) {
        boolean exact = true;
        for (int i = 0; i < count; i++) {
            exact &= (float) values[i] - values[i] == 0;
        }
        System.arraycopy(values, 0, numbers, at, count);
        float32 &= exact;
    }

    /** Takes features that are float32; NaN if one is missing. */
    void setFloats(FloatBuffer values) {
        values.get(values.position(), floats);
        holdsFloats = areFinite(floats);
        for (int column = 0; !holdsFloats && column < floats.length; column++) {
            setColumn(column, floats[column]);
        }
    }

    /** Takes features that are bytes, where they are. */
    void setSteps(byte[] value, int from, float worth) throws BadExampleException {
        if (!Features.Bytes.isUsable(worth)) {
            throw BadExampleException.of(Reason.NOT_A_FINITE_NUMBER, "scale is not a usable float32: " + worth);
        }
        steps = value;
        firstStep = from;
        scale = worth;
    }

    /** Without a branch for each, in four sums that do not wait for each other: a finite number times 0 is 0. */
    private static boolean areFinite(float[] values) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            a += values[i] * 0;
            b += values[i + 1] * 0;
            c += values[i + 2] * 0;
            d += values[i + 3] * 0;
        }
        for (; i < values.length; i++) {
            a += values[i] * 0;
        }
        return a + b + c + d == 0;
    }
}
