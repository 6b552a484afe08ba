package org.millrace.operators.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields that are wanted of nested objects, by name, each with the slot that takes its value. */
public final class FieldTree {

    /** No slot: the field is only on the way to others. */
    private static final int NONE = -1;

    private final Map<String, FieldTree> children = new HashMap<>();
    private int slot = NONE;

    FieldTree() {}

    void add(List<String> names, int taken) {
        FieldTree tree = this;
        for (String name : names) {
            tree = tree.children.computeIfAbsent(name, unused -> new FieldTree());
        }
        tree.slot = taken;
    }

    /** What is wanted of the field of that name; null if nothing is. */
    public FieldTree child(String name) {
        return children.get(name);
    }

    /** Whether fields within this one are wanted. */
    public boolean hasChildren() {
        return !children.isEmpty();
    }

    /** Whether the value of this field is wanted. */
    public boolean isWanted() {
        return slot != NONE;
    }

    /** Where the value goes. */
    public int slot() {
        return slot;
    }
}
