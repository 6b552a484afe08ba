package org.millrace.operators.state;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.operators.record.DeadLetter;

/** Serializes {@link DeadLetter}s. */
public final class DeadLetterSerializer extends ValueSerializer<DeadLetter> {

    static final DeadLetterSerializer INSTANCE = new DeadLetterSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "dead-letter";
    }

    @Override
    public void serialize(DeadLetter letter, DataOutputView out) throws IOException {
        SourceElementSerializer.writeRecord(letter.record(), out);
        Wire.writeText(letter.reason().name(), out);
        Wire.writeText(letter.message(), out);
    }

    @Override
    public DeadLetter deserialize(DataInputView in) throws IOException {
        return new DeadLetter(
                SourceElementSerializer.readRecord(in),
                DeadLetter.Reason.valueOf(Wire.readText(in)),
                Wire.readText(in));
    }
}
