package org.millrace.operators.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.FormatSettings.Registry;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.schema.ExampleRow;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Feature;
import org.millrace.operators.schema.FieldPath;
import org.millrace.operators.schema.Fields;
import org.millrace.operators.schema.FlagKind;
import org.millrace.operators.schema.ListedCategory;
import org.millrace.operators.schema.Missing;
import org.millrace.operators.schema.NumberKind;
import org.millrace.operators.schema.RowEncoder;
import org.millrace.operators.schema.VectorKind;

/** Against a registry that speaks HTTP. */
class AvroExampleFormatTest {

    private static final String CUSTOMER = """
            {"type": "record", "name": "Customer", "namespace": "shop", "fields": [
              {"name": "vip", "type": "boolean"},
              {"name": "scores", "type": {"type": "array", "items": "float"}},
              {"name": "traits", "type": {"type": "map", "values": "double"}}]}""";
    private static final String ORDER = """
            {"type": "record", "name": "Order", "namespace": "shop", "fields": [
              {"name": "id", "type": "string"},
              {"name": "ts", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "amount", "type": ["null", "double"]},
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
              {"name": "country", "type": {"type": "enum", "name": "Country", "symbols": ["DE", "FR"]}},
              {"name": "customer", "type": "shop.Customer"},
              {"name": "label", "type": "string"}]}""";

    private static final ExampleSchema SCHEMA = new ExampleSchema(
            Fields.of(List.of(
                    new Feature(
                            FieldPath.named("amount"),
                            NumberKind.PLAIN,
                            new Missing(Missing.Rule.CONSTANT, "-1", true)),
                    new Feature(FieldPath.named("price"), NumberKind.PLAIN, Missing.REJECTED),
                    new Feature(FieldPath.named("country"), new ListedCategory(List.of("FR")), Missing.REJECTED),
                    new Feature(FieldPath.parse("customer.vip"), new FlagKind(), Missing.REJECTED),
                    new Feature(FieldPath.parse("customer.scores"), new VectorKind(2), Missing.REJECTED),
                    new Feature(FieldPath.parse("customer.traits.risk"), NumberKind.PLAIN, Missing.REJECTED))),
            Task.CLASSIFICATION,
            List.of("no", "yes"));

    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private Schema schema;

    @BeforeEach
    void start() throws Exception {
        Schema.Parser parser = new Schema.Parser();
        parser.parse(CUSTOMER);
        schema = parser.parse(ORDER);
        answers.put("/schemas/ids/17", """
                {"schema": %s, "references": [{"name": "shop.Customer", "subject": "customers/v", "version": 3}]}""".formatted(quoted(ORDER)));
        answers.put("/subjects/customers%2Fv/versions/3", "{\"schema\": " + quoted(CUSTOMER) + "}");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getRawPath();
            boolean allowed =
                    "Basic bWU6c2VzYW1l".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            asked.add(path);
            byte[] body = answers.getOrDefault(path, "{\"error_code\": 40403}").getBytes(UTF_8);
            exchange.sendResponseHeaders(!allowed ? 401 : answers.containsKey(path) ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static String quoted(String json) throws IOException {
        return new ObjectMapper().writeValueAsString(json);
    }

    private AvroExampleFormat format(String userInfo, Limits limits) {
        Registry registry =
                new Registry("http://localhost:" + server.getAddress().getPort(), userInfo);
        return new AvroExampleFormat(
                new FormatSettings(AvroExampleFormat.CONTENT_TYPE, CsvLayout.NONE, registry, limits));
    }

    private AvroExampleFormat format() {
        return format("me:sesame", Limits.DEFAULT);
    }

    private byte[] record(int id, Double amount) throws IOException {
        Schema customer = schema.getField("customer").schema();
        GenericRecord record = new GenericRecordBuilder(schema)
                .set("id", "o-1")
                .set("ts", 1_767_225_600_000_000L)
                .set("amount", amount)
                .set("price", new BigDecimal("12.50"))
                .set(
                        "country",
                        new GenericData.EnumSymbol(schema.getField("country").schema(), "FR"))
                .set(
                        "customer",
                        new GenericRecordBuilder(customer)
                                .set("vip", true)
                                .set("scores", List.of(0.25f, 4f))
                                .set("traits", Map.of("risk", 0.75, "mood", 9.0))
                                .build())
                .set("label", "yes")
                .build();
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(0);
        out.writeInt(id);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema, data).write(record, encoder);
        return bytes.toByteArray();
    }

    @Test
    void readsRecordsBySchemasOfTheRegistry() throws Exception {
        AvroExampleFormat format = format();
        RowEncoder encoder = new RowEncoder(SCHEMA);

        for (int i = 0; i < 3; i++) {
            ExampleRow row = ExampleRows.row(format, record(17, i == 0 ? null : 2.5), encoder);

            double[] columns = new double[SCHEMA.columns()];
            for (int column = 0; column < columns.length; column++) {
                columns[column] = row.number(column);
            }
            assertThat(columns).containsExactly(i == 0 ? -1 : 2.5, i == 0 ? 1 : 0, 12.5, 1, 0, 1, 0.25, 4, 0.75);
            assertThat(row.id()).isEqualTo("o-1");
            assertThat(row.timestampOr(0)).isEqualTo(1_767_225_600_000L);
            assertThat(row.label()).isEqualTo(1);
        }
        assertThat(asked).containsExactly("/schemas/ids/17", "/subjects/customers%2Fv/versions/3");
    }

    @Test
    void readsAReferenceOnceThatSeveralSchemasHave() throws Exception {
        answers.put("/subjects/branch/versions/1", """
                {"schema": %s, "references": [{"name": "shop.Customer", "subject": "customers/v", "version": 3}]}""".formatted(quoted("""
                        {"type": "record", "name": "Branch", "namespace": "shop",
                         "fields": [{"name": "best", "type": "shop.Customer"}]}""")));
        answers.put("/schemas/ids/17", """
                {"schema": %s, "references": [
                  {"name": "shop.Customer", "subject": "customers/v", "version": 3},
                  {"name": "shop.Branch", "subject": "branch", "version": 1}]}""".formatted(quoted(ORDER)));

        ExampleRows.row(format(), record(17, 1.0), new RowEncoder(SCHEMA));

        assertThat(asked)
                .containsExactly(
                        "/schemas/ids/17", "/subjects/customers%2Fv/versions/3", "/subjects/branch/versions/1");
    }

    @Test
    void refusesASchemaOfWhichAPartIsMissing() throws Exception {
        answers.remove("/subjects/customers%2Fv/versions/3");
        byte[] record = record(17, 1.0);

        BadExampleException e = catchThrowableOfType(
                BadExampleException.class, () -> ExampleRows.row(format(), record, new RowEncoder(SCHEMA)));

        assertThat(e)
                .hasMessage("schema 17 of the registry refers to /subjects/customers%2Fv/versions/3, which the registry"
                        + " does not have");
        assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_SCHEMA);
    }

    @Test
    void refusesWhatTheRegistryDoesNotKnow() throws Exception {
        byte[] record = record(18, 1.0);

        BadExampleException e = catchThrowableOfType(
                BadExampleException.class, () -> ExampleRows.row(format(), record, new RowEncoder(SCHEMA)));

        assertThat(e).hasMessage("the schema registry has no schema 18");
        assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_SCHEMA);
    }

    @Test
    void refusesSchemasThatAreNotAvro() throws Exception {
        answers.put("/schemas/ids/20", "{\"schemaType\": \"JSON\", \"schema\": \"{}\"}");
        answers.put("/schemas/ids/21", "{\"schema\": \"{}\"}");
        AvroExampleFormat format = format();

        for (int id : new int[] {20, 20, 21, 21, -1, -1}) {
            assertThat(reason(format, record(id, 1.0))).isEqualTo(Reason.UNKNOWN_SCHEMA);
        }
        assertThat(asked).containsExactly("/schemas/ids/20", "/schemas/ids/21");
    }

    @Test
    void failsWhereTheRegistryCannotBeAsked() throws Exception {
        byte[] record = record(17, 1.0);

        assertThatThrownBy(() -> ExampleRows.row(format("me:wrong", Limits.DEFAULT), record, new RowEncoder(SCHEMA)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("(avro.registry) answers /schemas/ids/17 with status 401")
                .hasMessageNotContaining("wrong");
        server.stop(0);
        assertThatThrownBy(() -> ExampleRows.row(format(), record, new RowEncoder(SCHEMA)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("(avro.registry) cannot be asked for /schemas/ids/17");
    }

    @Test
    void refusesDamage() throws Exception {
        byte[] good = record(17, 2.5);
        AvroExampleFormat format = format();
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThat(reason(format, cut)).as(length + " bytes").isEqualTo(Reason.MALFORMED);
        }
        assertThat(reason(format, Arrays.copyOf(good, good.length + 1))).isEqualTo(Reason.MALFORMED);
        assertThat(reason(format, "{\"json\": 1}".getBytes(UTF_8))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void believesNoLengthThatARecordCannotHave() throws Exception {
        byte[] record = record(17, 2.5);
        // The length of the id, as a long in zigzag encoding, becomes 2 GiB.
        ByteBuffer huge = ByteBuffer.allocate(record.length + 4);
        huge.put(record, 0, 5)
                .put(new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f})
                .put(record, 6, record.length - 6);

        assertThat(reason(format(), huge.array())).isEqualTo(Reason.TEXT_TOO_LONG);
        assertThat(reason(format("me:sesame", new Limits(1000, 8, 100, 1)), record))
                .isEqualTo(Reason.ARRAY_TOO_LONG);
    }

    private static Reason reason(AvroExampleFormat format, byte[] value) {
        return catchThrowableOfType(
                        BadExampleException.class, () -> ExampleRows.row(format, value, new RowEncoder(SCHEMA)))
                .reason();
    }
}
