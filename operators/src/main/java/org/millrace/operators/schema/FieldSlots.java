package org.millrace.operators.schema;

import java.util.ArrayList;
import java.util.List;
import org.millrace.operators.schema.FieldPath.Part;

/** The slots for the fields that a schema reads of a record: one for each field, even if several features read it. */
public final class FieldSlots {

    /** A field and how its value is taken. */
    private record Slot(FieldPath path, int capacity, boolean asText) {}

    private final List<Slot> slots = new ArrayList<>();
    private final FieldTree value = new FieldTree();
    private final FieldTree key = new FieldTree();
    private final List<Integer> outside = new ArrayList<>();
    private Roles roles = Roles.NONE;

    /**
     * The slots by what they are for; -1 where there is none.
     *
     * @param vector of the features, where they are one array of numbers
     */
    private record Roles(int vector, int label, int id, int timestamp) {

        static final Roles NONE = new Roles(-1, -1, -1, -1);
    }

    FieldSlots() {}

    /** Takes what the slots are for; {@code vector} is -1 unless the features are one array of numbers. */
    void assign(int vector, int label, int id, int timestamp) {
        roles = new Roles(vector, label, id, timestamp);
    }

    /** The slot of the features where they are one array of numbers; else -1. */
    public int vector() {
        return roles.vector;
    }

    public int label() {
        return roles.label;
    }

    public int id() {
        return roles.id;
    }

    public int timestamp() {
        return roles.timestamp;
    }

    /**
     * The slot for a field.
     *
     * @param capacity how many numbers it takes, if the field is an array
     * @param asText whether numbers are wanted as they are written, too
     */
    int add(FieldPath path, int capacity, boolean asText) {
        for (int slot = 0; slot < slots.size(); slot++) {
            Slot known = slots.get(slot);
            if (known.path.equals(path)) {
                slots.set(slot, new Slot(path, Math.max(known.capacity, capacity), known.asText || asText));
                return slot;
            }
        }
        slots.add(new Slot(path, capacity, asText));
        int slot = slots.size() - 1;
        if (path.part() == Part.VALUE) {
            value.add(path.names(), slot);
        } else if (path.part() == Part.KEY && !path.names().isEmpty()) {
            key.add(path.names(), slot);
        } else {
            outside.add(slot);
        }
        return slot;
    }

    /** Whether the field of a slot stands in the value. */
    public boolean isInValue(int slot) {
        return slots.get(slot).path.part() == Part.VALUE;
    }

    /** The slots of fields that do not stand in the value. */
    public List<Integer> outsideOfValue() {
        return outside;
    }

    /** How many there are. */
    public int count() {
        return slots.size();
    }

    /** The field that a slot takes. */
    public FieldPath path(int slot) {
        return slots.get(slot).path;
    }

    /** How many numbers of an array a slot takes; 0 if it takes no arrays. */
    public int capacity(int slot) {
        return slots.get(slot).capacity;
    }

    boolean isText(int slot) {
        return slots.get(slot).asText;
    }

    /** The fields of the value. */
    public FieldTree value() {
        return value;
    }

    /** The fields of a key in JSON; without children where none is wanted. */
    public FieldTree key() {
        return key;
    }
}
