package org.millrace.operators.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What serializers of immutable values have in common. Each is listed in {@code META-INF/services}, where {@link
 * SerializerSnapshot} finds it by its name.
 */
public abstract class ValueSerializer<T> extends TypeSerializerSingleton<T> {

    private static final long serialVersionUID = 1L;
    private static final int VARIABLE_LENGTH = -1;

    /** What stands for this serializer in savepoints; it never changes. */
    public abstract String name();

    @Override
    public final TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new SerializerSnapshot<>(this);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return VARIABLE_LENGTH;
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }
}
