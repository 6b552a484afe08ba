package org.millrace.operators.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.model.format.Versions;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.rehearsal.RehearsalBuffer;

/** Serializes the examples that a model rehearses. */
public final class RehearsalBufferSerializer extends StateSerializer<RehearsalBuffer> {

    public static final RehearsalBufferSerializer INSTANCE = new RehearsalBufferSerializer();

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public String name() {
        return "rehearsal-buffer";
    }

    @Override
    public RehearsalBuffer copy(RehearsalBuffer from) {
        return from.copy();
    }

    @Override
    public void serialize(RehearsalBuffer buffer, DataOutputView out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(buffer.capacity());
        out.writeLong(buffer.rehearsed());
        out.writeInt(buffer.size());
        for (MiniBatch example : buffer.examples()) {
            Wire.writeExamples(example, out);
        }
    }

    @Override
    public RehearsalBuffer deserialize(DataInputView in) throws IOException {
        Versions.read("the examples that are rehearsed", VERSION, in);
        int capacity = in.readInt();
        long rehearsed = in.readLong();
        int size = in.readInt();
        List<MiniBatch> examples = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            examples.add(Wire.readExamples(in));
        }
        try {
            return RehearsalBuffer.of(capacity, examples, rehearsed);
        } catch (IllegalArgumentException e) {
            throw new IOException("Not a rehearsal buffer: " + e.getMessage(), e);
        }
    }
}
