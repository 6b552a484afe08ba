package org.millrace.operators.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.EncoderFactory;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.FormatSettings.Registry;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Feature;
import org.millrace.operators.schema.FieldPath;
import org.millrace.operators.schema.Fields;
import org.millrace.operators.schema.Missing;
import org.millrace.operators.schema.NumberKind;
import org.millrace.operators.schema.SeenCategory;
import org.millrace.operators.schema.VectorKind;

/** A registry that speaks HTTP, and records of a schema that has everything a record in Avro can have. */
public final class AvroRecords implements AutoCloseable {

    public static final int ID = 17;

    static final String ORDER = """
            {"type": "record", "name": "Order", "fields": [
              {"name": "id", "type": {"type": "string", "logicalType": "uuid"}},
              {"name": "ts", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "amount", "type": ["null", "double"]},
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
              {"name": "country", "type": {"type": "enum", "name": "Country", "symbols": ["DE", "FR"]}},
              {"name": "scores", "type": {"type": "array", "items": "float"}},
              {"name": "gaps", "type": {"type": "array", "items": "null"}},
              {"name": "traits", "type": {"type": "map", "values": ["null", "double", "string"]}},
              {"name": "before", "type": ["null", "Order"]},
              {"name": "label", "type": "string"}]}""";

    public static final ExampleSchema SCHEMA = new ExampleSchema(
            Fields.of(List.of(
                    number("amount", Missing.Rule.MEAN),
                    number("price", Missing.Rule.REJECT),
                    number("before.price", Missing.Rule.PREVIOUS),
                    number("traits.risk", Missing.Rule.MEAN),
                    new Feature(FieldPath.named("country"), new SeenCategory(3), Missing.REJECTED),
                    new Feature(FieldPath.named("day"), new SeenCategory(3), Missing.REJECTED),
                    new Feature(FieldPath.named("scores"), new VectorKind(2), Missing.REJECTED))),
            Task.CLASSIFICATION,
            List.of("no", "yes"));

    private final Schema order = new Schema.Parser().parse(ORDER);
    private final GenericData data = new GenericData();
    private final HttpServer server;

    private AvroRecords(HttpServer server) {
        this.server = server;
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
    }

    public static AvroRecords start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String schema = "{\"schema\": " + new ObjectMapper().writeValueAsString(ORDER) + "}";
        server.createContext("/", exchange -> {
            boolean known = exchange.getRequestURI().getPath().equals("/schemas/ids/" + ID);
            byte[] body = (known ? schema : "{\"error_code\": 40403}").getBytes(UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return new AvroRecords(server);
    }

    private static Feature number(String path, Missing.Rule rule) {
        return new Feature(FieldPath.parse(path), NumberKind.PLAIN, new Missing(rule, "", false));
    }

    public FormatSettings settings() {
        return settings(Limits.DEFAULT);
    }

    FormatSettings settings(Limits limits) {
        Registry registry =
                new Registry("http://localhost:" + server.getAddress().getPort(), "");
        return new FormatSettings(AvroExampleFormat.CONTENT_TYPE, CsvLayout.NONE, registry, limits);
    }

    public byte[] record(Random random) throws IOException {
        return record(random, 1 + random.nextInt(3));
    }

    /** @param depth how many orders stand in each other, at least 1 */
    byte[] record(Random random, int depth) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(0);
        out.writeInt(ID);
        GenericRecord value = null;
        for (int i = 0; i < depth; i++) {
            value = order(random, value);
        }
        new GenericDatumWriter<GenericRecord>(order, data)
                .write(value, EncoderFactory.get().directBinaryEncoder(out, null));
        return bytes.toByteArray();
    }

    private GenericRecord order(Random random, GenericRecord before) {
        return new GenericRecordBuilder(order)
                .set("id", new UUID(random.nextLong(), random.nextLong()).toString())
                .set("ts", 1_767_225_600_000_000L + random.nextInt())
                .set("day", random.nextInt(20_000))
                .set("amount", random.nextBoolean() ? null : random.nextGaussian())
                .set("price", BigDecimal.valueOf(random.nextInt(10_000), 2))
                .set(
                        "country",
                        new GenericData.EnumSymbol(
                                order.getField("country").schema(), random.nextBoolean() ? "DE" : "FR"))
                .set("scores", List.of(random.nextFloat(), 4f))
                .set("gaps", new GenericData.Array<>(order.getField("gaps").schema(), Collections.nCopies(3, null)))
                .set("traits", Map.of("risk", random.nextDouble(), "größe", "m"))
                .set("before", before)
                .set("label", random.nextBoolean() ? "yes" : "no")
                .build();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
