package org.millrace.operators.schema;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.millrace.model.input.Column;

/** A field of a record, and how it becomes columns of a row. */
public record Feature(FieldPath field, FeatureKind kind, Missing missing) implements Serializable {

    public Feature {
        requireNonNull(field, "field");
        requireNonNull(kind, "kind");
        requireNonNull(missing, "missing");
    }

    /** How many columns a row has for it, the indicator of missing values included. */
    public int columns() {
        return kind.columns() + (missing.indicated() ? 1 : 0);
    }

    List<Column> inputs() {
        List<Column> inputs = new ArrayList<>(kind.inputs());
        if (missing.indicated()) {
            inputs.add(FeatureKind.UNSCALED);
        }
        return inputs;
    }

    /** A name for each column, such as {@code country=de} or {@code age missing}. */
    public List<String> columnNames() {
        List<String> names = new ArrayList<>();
        for (String name : kind.columnNames()) {
            names.add((field + " " + name).strip());
        }
        if (missing.indicated()) {
            names.add(field + " missing");
        }
        return names;
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(field.toString());
        kind.write(out);
        out.writeUTF(missing.rule().name());
        out.writeUTF(missing.constant());
        out.writeBoolean(missing.indicated());
    }

    static Feature read(DataInput in) throws IOException {
        FieldPath field = FieldPath.parse(in.readUTF());
        return new Feature(
                field, readKind(in), new Missing(Missing.Rule.valueOf(in.readUTF()), in.readUTF(), in.readBoolean()));
    }

    private static FeatureKind readKind(DataInput in) throws IOException {
        byte code = in.readByte();
        return switch (code) {
            case NumberKind.CODE -> NumberKind.read(in);
            case FlagKind.CODE -> new FlagKind();
            case ListedCategory.CODE -> ListedCategory.read(in);
            case SeenCategory.CODE -> SeenCategory.read(in);
            case HashedCategory.CODE -> HashedCategory.read(in);
            case VectorKind.CODE -> VectorKind.read(in);
            case TimeKind.CODE -> TimeKind.read(in);
            default -> throw new IOException("a feature of kind " + code + " is unknown to this Millrace");
        };
    }
}
