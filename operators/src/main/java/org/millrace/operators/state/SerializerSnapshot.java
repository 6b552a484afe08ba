package org.millrace.operators.state;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ServiceLoader;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.model.format.Versions;

/**
 * What Flink writes into a savepoint beside the data of a {@link ValueSerializer}: the serializer's {@link
 * ValueSerializer#name name}, by which it is found again.
 *
 * <p><b>The name of this class is part of every savepoint and must never change.</b> It is the only class name of ours that
 * is: serializers and the state that they write may move and be renamed.
 */
public final class SerializerSnapshot<T> implements TypeSerializerSnapshot<T> {

    private static final int VERSION = 1;

    private ValueSerializer<T> serializer;

    /** For Flink, which then calls {@link #readSnapshot}. */
    public SerializerSnapshot() {}

    SerializerSnapshot(ValueSerializer<T> serializer) {
        this.serializer = requireNonNull(serializer, "serializer");
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(serializer.name());
    }

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader classLoader) throws IOException {
        Versions.require("a serializer", VERSION, version);
        serializer = named(in.readUTF());
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Whoever wrote the name wrote values of this type.
    private static <T> ValueSerializer<T> named(String name) throws IOException {
        for (ValueSerializer<?> candidate :
                ServiceLoader.load(ValueSerializer.class, ValueSerializer.class.getClassLoader())) {
            if (candidate.name().equals(name)) {
                return (ValueSerializer) candidate;
            }
        }
        throw new IOException(
                "the savepoint holds \"" + name + "\", which is unknown to this Millrace: restore it with the"
                        + " version that wrote it or a newer one");
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return serializer;
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        return old instanceof SerializerSnapshot<T> other
                        && other.serializer.name().equals(serializer.name())
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
