package org.millrace.operators.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.operators.format.EvaluationJson;
import org.millrace.operators.record.EvaluationRecord;

/** Serializes {@link EvaluationRecord}s in the form in which they are published. */
final class EvaluationRecordSerializer extends ValueSerializer<EvaluationRecord> {

    static final EvaluationRecordSerializer INSTANCE = new EvaluationRecordSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(EvaluationRecord record, DataOutputView out) throws IOException {
        Wire.writeBytes(EvaluationJson.write(record), out);
    }

    @Override
    public EvaluationRecord deserialize(DataInputView in) throws IOException {
        return EvaluationJson.read(Wire.readBytes(in));
    }

    @Override
    public TypeSerializerSnapshot<EvaluationRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Flink's record of this serializer beside the data it wrote. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<EvaluationRecord> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
