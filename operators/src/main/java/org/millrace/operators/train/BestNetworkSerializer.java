package org.millrace.operators.train;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.model.format.Versions;
import org.millrace.operators.state.StateSerializer;

/** Serializes the network that early stopping keeps; copies are deep. */
public final class BestNetworkSerializer extends StateSerializer<BestNetwork> {

    static final BestNetworkSerializer INSTANCE = new BestNetworkSerializer();

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public String name() {
        return "best-network";
    }

    @Override
    public BestNetwork copy(BestNetwork from) {
        return from.copy();
    }

    @Override
    public void serialize(BestNetwork best, DataOutputView out) throws IOException {
        out.writeByte(VERSION);
        best.write(out);
    }

    @Override
    public BestNetwork deserialize(DataInputView in) throws IOException {
        Versions.read("the best network", VERSION, in);
        return BestNetwork.read(in);
    }
}
