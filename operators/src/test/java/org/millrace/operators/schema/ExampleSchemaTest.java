package org.millrace.operators.schema;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
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
    void comesBackWithFeaturesOfEveryKindAndRule() throws IOException {
        List<Feature> features = List.of(
                feature("amount", new NumberKind(true, -1, 1e6), new Missing(Missing.Rule.MEAN, "", true)),
                feature("/Sepal.Length", NumberKind.PLAIN, Missing.REJECTED),
                feature("customer.vip", new FlagKind(), new Missing(Missing.Rule.CONSTANT, "false", false)),
                feature("@header.country", new ListedCategory(List.of("de", "fr")), Missing.REJECTED),
                feature("@key", new SeenCategory(9), new Missing(Missing.Rule.PREVIOUS, "", true)),
                feature("url", new HashedCategory(16), Missing.REJECTED),
                feature("pixels", new VectorKind(4), Missing.REJECTED),
                feature(
                        "@timestamp",
                        new TimeKind(
                                List.of(TimeKind.Part.HOUR, TimeKind.Part.WEEKDAY),
                                "Europe/Berlin",
                                "d.M.yyyy",
                                TimeKind.Unit.SECONDS),
                        Missing.REJECTED));
        ExampleSchema schema = new ExampleSchema(Fields.of(features), Task.CLASSIFICATION, List.of("a", "b"));

        assertThat(read(bytes(schema))).isEqualTo(schema);
        assertThat(schema.columns()).isEqualTo(2 + 1 + 1 + 3 + 2 + 16 + 4 + 4);
        assertThat(schema.inputs().columns()).isEqualTo(schema.columns());
        for (int i = 0; i < features.size(); i++) {
            List<Feature> fewer = new ArrayList<>(features);
            fewer.remove(i);
            assertThat(new ExampleSchema(Fields.of(fewer), Task.CLASSIFICATION, List.of("a", "b")))
                    .isNotEqualTo(schema);
        }
    }

    private static Feature feature(String field, FeatureKind kind, Missing missing) {
        return new Feature(FieldPath.parse(field), kind, missing);
    }

    @Test
    void readsTheFirstVersionWhichKnewArraysOnly() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(1);
        out.writeInt(3);
        out.writeUTF("classification");
        out.writeInt(2);
        out.writeUTF("a");
        out.writeUTF("b");

        assertThat(read(bytes.toByteArray())).isEqualTo(new ExampleSchema(3, List.of("a", "b")));
    }

    @Test
    void saysWhatCannotBeRead() throws IOException {
        byte[] ofNewerVersion = bytes(new ExampleSchema(2, List.of("a", "b")));
        ofNewerVersion[0] = 9;
        byte[] ofUnknownTask = bytes(new ExampleSchema(2, List.of("a", "b")));
        String text = new String(ofUnknownTask, ISO_8859_1);
        ofUnknownTask[text.indexOf("classification")] = 'k';

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
