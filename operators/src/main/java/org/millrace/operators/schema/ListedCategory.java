package org.millrace.operators.schema;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.millrace.model.input.Column;

/**
 * A category, one-hot over listed names: a column for each, and one for all others.
 *
 * @param names distinct, at least one
 */
public record ListedCategory(List<String> names) implements FeatureKind {

    static final int CODE = 3;

    public ListedCategory {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a category needs at least one name");
        }
    }

    @Override
    public int columns() {
        return names.size() + 1;
    }

    @Override
    public List<Column> inputs() {
        return Collections.nCopies(columns(), UNSCALED);
    }

    @Override
    public List<String> columnNames() {
        return Stream.concat(names.stream(), Stream.of("any other")).toList();
    }

    @Override
    public boolean readsText() {
        return true;
    }

    @Override
    public ValueEncoder encoder() {
        Map<String, Integer> indices = new HashMap<>();
        names.forEach(name -> indices.putIfAbsent(name, indices.size()));
        return (values, slot, into, at) ->
                encode(indices.getOrDefault(Categories.name(values, slot), names.size()), into, at);
    }

    @Override
    public void encodeUnknown(ExampleRow into, int at) {
        encode(names.size(), into, at);
    }

    private void encode(int index, ExampleRow into, int at) {
        for (int column = 0; column < columns(); column++) {
            into.setColumn(at + column, column == index ? 1 : 0);
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(CODE);
        out.writeInt(names.size());
        for (String name : names) {
            out.writeUTF(name);
        }
    }

    static ListedCategory read(DataInput in) throws IOException {
        int count = in.readInt();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(in.readUTF());
        }
        return new ListedCategory(names);
    }
}
