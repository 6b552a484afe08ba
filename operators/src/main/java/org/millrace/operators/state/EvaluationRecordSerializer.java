package org.millrace.operators.state;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.operators.format.EvaluationJson;
import org.millrace.operators.record.EvaluationRecord;

/** Serializes {@link EvaluationRecord}s in the form in which they are published. */
public final class EvaluationRecordSerializer extends ValueSerializer<EvaluationRecord> {

    static final EvaluationRecordSerializer INSTANCE = new EvaluationRecordSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "evaluation";
    }

    @Override
    public void serialize(EvaluationRecord record, DataOutputView out) throws IOException {
        Wire.writeBytes(EvaluationJson.write(record), out);
    }

    @Override
    public EvaluationRecord deserialize(DataInputView in) throws IOException {
        return EvaluationJson.read(Wire.readBytes(in));
    }
}
