package org.millrace.operators.format;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import org.millrace.model.math.Features;
import org.millrace.operators.record.DeadLetter.Reason;

/**
 * An example as a format reads it, in memory that is written anew for each record. Features that a record holds as bytes stay
 * in the record, and are copied from there to where they belong.
 */
public final class ExampleRow {

    private final ExampleSchema schema;
    private final float[] numbers;
    private final float[] targets;
    private byte[] steps;
    private int firstStep;
    private float scale;
    private String id;
    private boolean timed;
    private long timestamp;
    private int label;

    public ExampleRow(ExampleSchema schema) {
        this.schema = requireNonNull(schema, "schema");
        numbers = new float[schema.features()];
        targets = new float[schema.targets()];
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

    /** For multi-label (0 or 1) and regression, one number for each output; else empty. */
    public float[] targets() {
        return targets;
    }

    /** Whether the features are bytes that count steps of {@link #scale()}. */
    public boolean isBytes() {
        return steps != null;
    }

    /** What a step is worth. */
    public float scale() {
        return scale;
    }

    /** Copies features that are bytes. */
    public void copySteps(byte[] into, int at) {
        System.arraycopy(steps, firstStep, into, at, schema.features());
    }

    /** Copies the features as float32, whatever they are. */
    public void copyNumbers(float[] into, int at) {
        if (isBytes()) {
            Features.Bytes.scale(steps, firstStep, scale, numbers, schema.features());
        }
        System.arraycopy(numbers, 0, into, at, numbers.length);
    }

    /** Begins another example, without id, timestamp, features and label. */
    void begin() {
        steps = null;
        id = null;
        timed = false;
        label = 0;
    }

    void setId(String text) {
        id = text;
    }

    void setTimestamp(long milliseconds) {
        timed = true;
        timestamp = milliseconds;
    }

    void setLabel(int index) {
        label = index;
    }

    void setFeature(int index, double value) throws BadExampleException {
        float feature = (float) value;
        if (!Float.isFinite(feature)) {
            throw BadExampleException.notFinite(index, value);
        }
        numbers[index] = feature;
    }

    /** Takes the first features from an array, and says how many. */
    int readPlainNumbers(NumberArrayParser array) {
        return array.readNumbers(numbers);
    }

    /** Takes float32 features from {@code value}. */
    void setNumbers(ByteBuffer value, int from) throws BadExampleException {
        value.position(from).asFloatBuffer().get(numbers);
        if (!areFinite(numbers)) {
            for (int i = 0; i < numbers.length; i++) {
                setFeature(i, numbers[i]);
            }
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
