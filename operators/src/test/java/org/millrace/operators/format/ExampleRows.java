package org.millrace.operators.format;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.schema.ExampleRow;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.PreviousValues;
import org.millrace.operators.schema.RowEncoder;

/** Reads single examples for tests. */
public final class ExampleRows {

    private ExampleRows() {}

    public static LabelledExample read(ExampleFormat format, byte[] value, ExampleSchema schema)
            throws BadExampleException {
        ExampleRow row = row(format, value, new RowEncoder(schema));
        float[] features = new float[schema.columns() + 2];
        row.copyNumbers(features, 1);
        if (features[0] != 0 || features[schema.columns() + 1] != 0) {
            throw new AssertionError("features go into the row alone");
        }
        boolean timed = row.timestampOr(1) == row.timestampOr(2);
        return new LabelledExample(
                Optional.ofNullable(row.id()),
                timed ? OptionalLong.of(row.timestampOr(0)) : OptionalLong.empty(),
                Arrays.copyOfRange(features, 1, schema.columns() + 1),
                row.label(),
                row.targets().clone());
    }

    static ExampleRow row(ExampleFormat format, byte[] value, RowEncoder encoder) throws BadExampleException {
        // A record stands among others.
        byte[] surrounded = new byte[value.length + 5];
        System.arraycopy(value, 0, surrounded, 2, value.length);
        ByteBuffer slice = ByteBuffer.wrap(surrounded, 1, value.length + 3)
                .slice()
                .position(1)
                .limit(1 + value.length);
        encoder.values().begin();
        format.read(slice, encoder.values());
        if (slice.position() != 1 || slice.limit() != 1 + value.length) {
            throw new AssertionError("a format leaves the buffer as it is");
        }
        return encoder.encode(new PreviousValues());
    }
}
