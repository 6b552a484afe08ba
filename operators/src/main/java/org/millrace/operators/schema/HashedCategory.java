package org.millrace.operators.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.millrace.model.input.Column;
import org.millrace.operators.record.BadExampleException;

/**
 * A category of any number of names in a fixed number of columns: its hash chooses the column and the sign of the 1 in it,
 * so that names that meet in a column cancel out on average (Weinberger et al., "Feature hashing for large scale multitask
 * learning", 2009). Every column is an input of a dense network and costs its row of the first layer in each step.
 *
 * @param buckets how many columns, at least 2
 */
public record HashedCategory(int buckets) implements FeatureKind {

    static final int CODE = 5;

    public HashedCategory {
        if (buckets < 2) {
            throw new IllegalArgumentException("hashing needs at least 2 buckets: " + buckets);
        }
    }

    @Override
    public int columns() {
        return buckets;
    }

    @Override
    public List<Column> inputs() {
        return Collections.nCopies(buckets, UNSCALED);
    }

    @Override
    public List<String> columnNames() {
        return IntStream.range(0, buckets)
                .mapToObj(bucket -> "bucket " + bucket)
                .toList();
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
        encodeUnknown(into, at);
        int hash = Utils.murmur2(Categories.name(values, slot).getBytes(UTF_8));
        into.setColumn(at + (hash >>> 1) % buckets, (hash & 1) == 0 ? 1 : -1);
    }

    @Override
    public void encodeUnknown(ExampleRow into, int at) {
        for (int column = 0; column < buckets; column++) {
            into.setColumn(at + column, 0);
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(CODE);
        out.writeInt(buckets);
    }

    static HashedCategory read(DataInput in) throws IOException {
        return new HashedCategory(in.readInt());
    }
}
