package org.millrace.operators.holdout;

import static java.util.Objects.requireNonNull;

import org.millrace.operators.format.ExampleDecoder;
import org.millrace.operators.format.FormatSettings;
import org.millrace.operators.policy.SplitPolicy;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Split;
import org.millrace.operators.schema.ExampleRow;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.PreviousValues;

/** Reads records as examples, each into the same row, and assigns them their splits. */
public final class ExampleReader {

    private final ExampleDecoder decoder;
    private final SplitPolicy policy;
    private final ExampleRow row;

    public ExampleReader(ExampleSchema schema, FormatSettings formats, SplitPolicy policy) {
        this.decoder = new ExampleDecoder(schema, formats);
        this.policy = requireNonNull(policy, "policy");
        this.row = decoder.row();
    }

    /**
     * Reads a record into the row.
     *
     * @param previous the example before in the partition; receives this one
     * @return the split of the example
     * @throws BadExampleException if the record is no example
     */
    Split read(RawRecord record, PreviousValues previous) throws BadExampleException {
        decoder.decode(record, previous);
        return policy.split(record.place(), row.id());
    }

    /** The example that was read last, until the next is read. */
    ExampleRow row() {
        return row;
    }
}
