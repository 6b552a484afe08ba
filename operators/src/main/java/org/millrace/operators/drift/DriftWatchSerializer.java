package org.millrace.operators.drift;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.operators.state.StateSerializer;

/** Serializes {@link DriftWatch}; copies are deep. */
public final class DriftWatchSerializer extends StateSerializer<DriftWatch> {

    public static final DriftWatchSerializer INSTANCE = new DriftWatchSerializer();

    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "drift-watch";
    }

    @Override
    public DriftWatch copy(DriftWatch from) {
        return from.copy();
    }

    @Override
    public void serialize(DriftWatch watch, DataOutputView out) throws IOException {
        watch.write(out);
    }

    @Override
    public DriftWatch deserialize(DataInputView in) throws IOException {
        return DriftWatch.read(in);
    }
}
