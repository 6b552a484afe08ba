package org.millrace.operators.holdout;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.List;
import org.millrace.operators.format.BadExampleException;
import org.millrace.operators.format.ExampleFormat;
import org.millrace.operators.format.ExampleFormats;
import org.millrace.operators.format.ExampleRow;
import org.millrace.operators.format.ExampleSchema;
import org.millrace.operators.policy.SplitPolicy;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Split;

/** Reads records as examples, each into the same row, and assigns them their splits. */
public final class ExampleReader {

    private final ExampleRow row;
    private final SplitPolicy policy;
    private List<RawRecord.Header> headers;
    private ExampleFormat format;

    public ExampleReader(ExampleSchema schema, SplitPolicy policy) {
        this.row = new ExampleRow(schema);
        this.policy = requireNonNull(policy, "policy");
    }

    /**
     * Reads a record into the row.
     *
     * @return the split of the example
     * @throws BadExampleException if the record is no example
     */
    Split read(RawRecord record) throws BadExampleException {
        ByteBuffer value = record.value();
        if (value == null || !value.hasRemaining()) {
            throw BadExampleException.of(Reason.EMPTY_VALUE, "the record has no value");
        }
        format(record).read(value, row);
        return policy.split(record.place(), row.id());
    }

    /** The example that was read last, until the next is read. */
    ExampleRow row() {
        return row;
    }

    /** Most records have the headers of the one before, and sources share them. */
    private ExampleFormat format(RawRecord record) throws BadExampleException {
        if (format == null || record.headers() != headers) {
            format = ExampleFormats.of(record);
            headers = record.headers();
        }
        return format;
    }
}
