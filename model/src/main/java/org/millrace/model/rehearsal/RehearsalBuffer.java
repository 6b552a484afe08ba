package org.millrace.model.rehearsal;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.Require;

/**
 * The last training examples of a model, each as a batch of its own. They are never changed, so that a copy of the buffer shares
 * them.
 */
public final class RehearsalBuffer {

    public static final int GREATEST_CAPACITY = 1_000_000;

    private static final int FIRST_SLOTS = 16;

    private final int capacity;
    private MiniBatch[] slots;
    private int size;
    /** Where the next example goes, in place of the oldest once the buffer is full. */
    private int next;

    private long rehearsed;

    /** @param capacity how many examples are kept; 0: none */
    public RehearsalBuffer(int capacity) {
        Require.that(
                capacity >= 0 && capacity <= GREATEST_CAPACITY,
                "capacity must be in [0, " + GREATEST_CAPACITY + "]",
                capacity);
        this.capacity = capacity;
        slots = new MiniBatch[Math.min(FIRST_SLOTS, capacity)];
    }

    /**
     * A buffer that has been in use.
     *
     * @param examples oldest first, of which the last {@code capacity} are kept
     * @param rehearsed how many examples have been drawn so far
     */
    public static RehearsalBuffer of(int capacity, List<MiniBatch> examples, long rehearsed) {
        RehearsalBuffer buffer = new RehearsalBuffer(capacity);
        for (MiniBatch example : examples) {
            Require.that(example.rows() == 1, "an example must be one row", example.rows());
            buffer.add(example);
        }
        buffer.rehearsed = rehearsed;
        return buffer;
    }

    public int capacity() {
        return capacity;
    }

    public int size() {
        return size;
    }

    /** How many examples have been drawn from it, of which some more than once. */
    public long rehearsed() {
        return rehearsed;
    }

    /** The examples, oldest first. */
    public List<MiniBatch> examples() {
        List<MiniBatch> examples = new ArrayList<>(size);
        for (int age = 0; age < size; age++) {
            examples.add(get(age));
        }
        return examples;
    }

    /** Takes in the examples of a training batch, whose arrays may be written anew afterwards. */
    public void remember(MiniBatch batch) {
        requireNonNull(batch, "batch");
        for (int row = Math.max(0, batch.rows() - capacity); row < batch.rows(); row++) {
            add(batch.row(row));
        }
    }

    private void add(MiniBatch example) {
        if (capacity == 0) {
            return;
        }
        if (next == slots.length && slots.length < capacity) {
            slots = Arrays.copyOf(slots, (int) Math.min(capacity, 2L * slots.length));
        }
        if (next == slots.length) {
            next = 0;
        }
        slots[next++] = example;
        size = Math.min(capacity, size + 1);
    }

    /** @param age 0 for the oldest */
    private MiniBatch get(int age) {
        return slots[size < slots.length ? age : (next + age) % size];
    }

    /** Hands out an example to be trained on again. */
    MiniBatch draw(int age) {
        rehearsed++;
        return get(age);
    }

    public RehearsalBuffer copy() {
        RehearsalBuffer copy = new RehearsalBuffer(capacity);
        copy.slots = slots.clone();
        copy.size = size;
        copy.next = next;
        copy.rehearsed = rehearsed;
        return copy;
    }
}
