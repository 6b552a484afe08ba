package org.millrace.operators.schema;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.millrace.model.input.Column;
import org.millrace.operators.record.BadExampleException;

/**
 * A category, one-hot over the first names that the learner is trained on, and one input for all others. The row holds the
 * name; which names these are is part of the learner.
 *
 * @param limit how many names, at least 1
 */
public record SeenCategory(int limit) implements FeatureKind {

    static final int CODE = 4;

    public SeenCategory {
        if (limit < 1) {
            throw new IllegalArgumentException("a category needs room for at least one name: " + limit);
        }
    }

    @Override
    public int columns() {
        return 1;
    }

    @Override
    public List<Column> inputs() {
        return List.of(new Column.Vocabulary(limit));
    }

    @Override
    public List<String> columnNames() {
        return List.of("one of the first " + limit + " seen, or any other");
    }

    @Override
    public boolean readsText() {
        return true;
    }

    @Override
    public ValueEncoder encoder() {
        return this::encode;
    }

    private void encode(FieldValues values, int slot, ExampleRow into, int at) throws BadExampleException {
        into.setText(at, Categories.name(values, slot));
    }

    @Override
    public void encodeUnknown(ExampleRow into, int at) {
        into.setColumn(at, Double.NaN);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(CODE);
        out.writeInt(limit);
    }

    static SeenCategory read(DataInput in) throws IOException {
        return new SeenCategory(in.readInt());
    }
}
