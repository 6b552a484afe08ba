package org.millrace.operators.holdout;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.millrace.operators.format.BadExampleException;
import org.millrace.operators.format.ExampleFormats;
import org.millrace.operators.format.ExampleSchema;
import org.millrace.operators.format.LabelledExample;
import org.millrace.operators.policy.SplitPolicy;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.Example;
import org.millrace.operators.record.RawRecord;

/** Reads a record as an example of its split. */
public final class ExampleReader implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ExampleSchema schema;
    private final SplitPolicy policy;

    public ExampleReader(ExampleSchema schema, SplitPolicy policy) {
        this.schema = requireNonNull(schema, "schema");
        this.policy = requireNonNull(policy, "policy");
    }

    /** @throws BadExampleException if the record is no example */
    public Example read(RawRecord record) throws BadExampleException {
        byte[] value = record.value();
        if (value == null || value.length == 0) {
            throw BadExampleException.of(Reason.EMPTY_VALUE, "the record has no value");
        }
        LabelledExample example = ExampleFormats.of(record).read(value, schema);
        String id = example.id().orElseGet(() -> record.place().toString());
        return new Example(
                policy.split(record.place(), id),
                record.reading(),
                record.place(),
                example.timestamp().orElse(record.timestamp()),
                example.features(),
                example.label(),
                example.targets());
    }
}
