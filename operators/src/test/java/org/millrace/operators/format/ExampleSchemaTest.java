package org.millrace.operators.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.model.loss.Task;

class ExampleSchemaTest {

    @Test
    void comesBackAsItWasWritten() throws IOException {
        for (Task task : Task.values()) {
            ExampleSchema schema = new ExampleSchema(7, task, List.of("süß", "no"));

            assertThat(read(bytes(schema))).isEqualTo(schema);
        }
    }

    @Test
    void isAnotherWithAnotherOrderOfClassesTaskOrNumberOfFeatures() {
        assertThat(new ExampleSchema(2, List.of("a", "b")))
                .isNotEqualTo(new ExampleSchema(2, List.of("b", "a")))
                .isNotEqualTo(new ExampleSchema(2, Task.MULTI_LABEL, List.of("a", "b")))
                .isNotEqualTo(new ExampleSchema(3, List.of("a", "b")));
    }

    @Test
    void saysWhatCannotBeRead() throws IOException {
        byte[] ofNewerVersion = bytes(new ExampleSchema(2, List.of("a", "b")));
        ofNewerVersion[0] = 9;
        byte[] ofUnknownTask = bytes(new ExampleSchema(2, List.of("a", "b")));
        // Version, features, and the length of the task's code stand before it.
        ofUnknownTask[1 + Integer.BYTES + Short.BYTES] = 'k';

        assertThatThrownBy(() -> read(ofNewerVersion))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a schema of version 9");
        assertThatThrownBy(() -> read(ofUnknownTask))
                .isInstanceOf(IOException.class)
                .hasMessage("Not a schema: unknown task: klassification");
    }

    private static byte[] bytes(ExampleSchema schema) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        schema.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static ExampleSchema read(byte[] bytes) throws IOException {
        return ExampleSchema.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
