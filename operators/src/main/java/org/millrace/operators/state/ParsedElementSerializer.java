package org.millrace.operators.state;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.Example;
import org.millrace.operators.record.ParsedElement;
import org.millrace.operators.record.Rejected;
import org.millrace.operators.record.Split;

/** Serializes {@link ParsedElement}s. */
public final class ParsedElementSerializer extends ValueSerializer<ParsedElement> {

    static final ParsedElementSerializer INSTANCE = new ParsedElementSerializer();

    private static final long serialVersionUID = 1L;
    private static final int EXAMPLE = 0;
    private static final int REJECTED = 1;
    private static final int END_OF_PASS = 2;

    @Override
    public String name() {
        return "parsed-element";
    }

    @Override
    public void serialize(ParsedElement element, DataOutputView out) throws IOException {
        if (element instanceof Example example) {
            out.writeByte(EXAMPLE);
            writeExample(example, out);
        } else if (element instanceof Rejected rejected) {
            out.writeByte(REJECTED);
            Wire.writePlace(rejected.place(), out);
        } else if (element instanceof EndOfPass end) {
            out.writeByte(END_OF_PASS);
            Wire.writeEndOfPass(end, out);
        }
    }

    @Override
    public ParsedElement deserialize(DataInputView in) throws IOException {
        int tag = in.readByte();
        return switch (tag) {
            case EXAMPLE -> readExample(in);
            case REJECTED -> new Rejected(Wire.readPlace(in));
            case END_OF_PASS -> Wire.readEndOfPass(in);
            default -> throw new IOException("not a parsed element: tag " + tag);
        };
    }

    private static void writeExample(Example example, DataOutputView out) throws IOException {
        out.writeByte(example.split().code());
        Wire.writeReading(example.reading(), out);
        Wire.writePlace(example.place(), out);
        out.writeLong(example.timestamp());
        out.writeInt(example.features().length);
        Wire.writeFloats(example.features(), example.features().length, out);
        out.writeInt(example.label());
        out.writeInt(example.targets().length);
        Wire.writeFloats(example.targets(), example.targets().length, out);
    }

    private static Example readExample(DataInputView in) throws IOException {
        return new Example(
                Split.ofCode(in.readByte()),
                Wire.readReading(in),
                Wire.readPlace(in),
                in.readLong(),
                Wire.readFloats(in.readInt(), in),
                in.readInt(),
                Wire.readFloats(in.readInt(), in));
    }
}
