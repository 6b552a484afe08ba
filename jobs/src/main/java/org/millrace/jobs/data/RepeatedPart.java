package org.millrace.jobs.data;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import org.millrace.operators.format.LabelledExample;

/** The examples of a part in their order, again and again. */
final class RepeatedPart implements Iterator<LabelledExample> {

    private final Dataset.Part part;
    private int next;

    RepeatedPart(Dataset.Part part) {
        this.part = requireNonNull(part, "part");
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public LabelledExample next() {
        LabelledExample example = part.get(next);
        next = (next + 1) % part.size();
        return example;
    }
}
