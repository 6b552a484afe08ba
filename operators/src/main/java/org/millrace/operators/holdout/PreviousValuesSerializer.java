package org.millrace.operators.holdout;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.model.format.Versions;
import org.millrace.operators.schema.PreviousValues;
import org.millrace.operators.state.StateSerializer;

/** Serializes the columns of the example before in a partition. */
public final class PreviousValuesSerializer extends StateSerializer<PreviousValues> {

    static final PreviousValuesSerializer INSTANCE = new PreviousValuesSerializer();

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public String name() {
        return "previous-values";
    }

    @Override
    public PreviousValues copy(PreviousValues from) {
        return from.copy();
    }

    @Override
    public void serialize(PreviousValues values, DataOutputView out) throws IOException {
        out.writeByte(VERSION);
        values.write(out);
    }

    @Override
    public PreviousValues deserialize(DataInputView in) throws IOException {
        Versions.read("the previous values of a partition", VERSION, in);
        return PreviousValues.read(in);
    }
}
