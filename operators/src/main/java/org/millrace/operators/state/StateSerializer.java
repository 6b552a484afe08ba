package org.millrace.operators.state;

/** What serializers of mutable state have in common: a copy is deep. */
public abstract class StateSerializer<T> extends ValueSerializer<T> {

    private static final long serialVersionUID = 1L;

    @Override
    public final boolean isImmutableType() {
        return false;
    }

    /** A deep copy: what happens to the one does not touch the other. */
    @Override
    public abstract T copy(T from);
}
