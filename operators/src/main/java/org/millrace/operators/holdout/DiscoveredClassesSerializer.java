package org.millrace.operators.holdout;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.model.format.Versions;
import org.millrace.operators.state.StateSerializer;

/** Serializes the classes that the labels of a partition have named. */
public final class DiscoveredClassesSerializer extends StateSerializer<DiscoveredClasses> {

    static final DiscoveredClassesSerializer INSTANCE = new DiscoveredClassesSerializer();

    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public String name() {
        return "discovered-classes";
    }

    @Override
    public DiscoveredClasses copy(DiscoveredClasses from) {
        return from.copy();
    }

    @Override
    public void serialize(DiscoveredClasses classes, DataOutputView out) throws IOException {
        out.writeByte(VERSION);
        classes.write(out);
    }

    @Override
    public DiscoveredClasses deserialize(DataInputView in) throws IOException {
        Versions.read("the discovered classes of a partition", VERSION, in);
        return DiscoveredClasses.read(in);
    }
}
