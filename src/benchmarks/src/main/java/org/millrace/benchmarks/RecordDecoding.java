package org.millrace.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.AvroExampleFormat;
import org.millrace.operators.format.BinaryExampleFormat;
import org.millrace.operators.format.CsvExampleFormat;
import org.millrace.operators.format.CsvLayout;
import org.millrace.operators.format.ExampleDecoder;
import org.millrace.operators.format.FormatSettings;
import org.millrace.operators.format.JsonExampleFormat;
import org.millrace.operators.format.LabelledExample;
import org.millrace.operators.format.Limits;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Reading;
import org.millrace.operators.schema.ExampleRow;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Feature;
import org.millrace.operators.schema.FieldPath;
import org.millrace.operators.schema.Fields;
import org.millrace.operators.schema.Missing;
import org.millrace.operators.schema.NumberKind;
import org.millrace.operators.schema.PreviousValues;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The decoding of one record into the row of an example, by format. After {@code mvn package}, in this module's directory:
 *
 * <pre>{@code
 * java -cp 'target/millrace-benchmarks.jar:target/lib/*' org.openjdk.jmh.Main RecordDecoding
 * }</pre>
 *
 * <p>The median of the samples is the time to compare on a machine with other work to do.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecordDecoding {

    private static final int RECORDS = 256;
    private static final List<String> CLASSES = List.of("no", "yes");

    /** Format, and how many features; those of JSON, CSV and Avro are decimals, in fields of their own unless in an array. */
    @Param({"json-array-784", "json-20", "csv-20", "avro-20", "uint8-784", "float32-784"})
    private String form;

    private final Random random = new Random(7);
    private final RawRecord[] records = new RawRecord[RECORDS];
    private final PreviousValues previous = new PreviousValues();
    private HttpServer registry;
    private ExampleDecoder decoder;
    private int next;

    @Setup
    public void setUp() throws IOException {
        int features = Integer.parseInt(form.replaceFirst(".*-", ""));
        boolean named = features == 20;
        ExampleSchema schema = named
                ? new ExampleSchema(Fields.of(fields(features)), Task.CLASSIFICATION, CLASSES)
                : new ExampleSchema(features, CLASSES);
        FormatSettings settings = settings(features);
        decoder = new ExampleDecoder(schema, settings);
        for (int i = 0; i < RECORDS; i++) {
            records[i] = new RawRecord(
                    Reading.LIVE,
                    new Place("examples", 0, i),
                    i,
                    null,
                    ByteBuffer.wrap(value(features, schema, settings)),
                    List.of());
        }
    }

    @TearDown
    public void tearDown() {
        if (registry != null) {
            registry.stop(0);
        }
    }

    private static List<String> names(int features) {
        return IntStream.range(0, features).mapToObj(i -> "field" + i).toList();
    }

    private static List<Feature> fields(int features) {
        return names(features).stream()
                .map(name -> new Feature(FieldPath.named(name), NumberKind.PLAIN, Missing.REJECTED))
                .toList();
    }

    private FormatSettings settings(int features) throws IOException {
        String contentType =
                switch (form.replaceFirst("-.*", "")) {
                    case "json" -> JsonExampleFormat.CONTENT_TYPE;
                    case "csv" -> CsvExampleFormat.CONTENT_TYPE;
                    case "avro" -> AvroExampleFormat.CONTENT_TYPE;
                    default -> BinaryExampleFormat.CONTENT_TYPE;
                };
        List<String> columns =
                Stream.concat(names(features).stream(), Stream.of("label")).toList();
        return new FormatSettings(
                contentType,
                new CsvLayout(columns, ',', false),
                form.startsWith("avro") ? startRegistry(features) : FormatSettings.Registry.NONE,
                Limits.DEFAULT);
    }

    private static Schema avro(int features) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("Example").fields();
        for (String name : names(features)) {
            fields = fields.requiredDouble(name);
        }
        return fields.requiredString("label").endRecord();
    }

    private FormatSettings.Registry startRegistry(int features) throws IOException {
        String schema = avro(features).toString();
        byte[] body = ("{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}").getBytes(UTF_8);
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        registry.start();
        return new FormatSettings.Registry(
                "http://localhost:" + registry.getAddress().getPort(), "");
    }

    private byte[] value(int features, ExampleSchema schema, FormatSettings settings) throws IOException {
        float[] row = new float[features];
        for (int i = 0; i < features; i++) {
            row[i] = form.startsWith("uint8") ? random.nextInt(256) : random.nextInt(10_000) / 10_000f;
        }
        LabelledExample example =
                new LabelledExample(Optional.empty(), OptionalLong.empty(), row, random.nextInt(CLASSES.size()));
        return switch (form.replaceFirst("-.*", "")) {
            case "json" -> new JsonExampleFormat().write(example, schema);
            case "csv" -> new CsvExampleFormat(settings.csv(), settings.limits()).write(example, schema);
            case "avro" -> inAvro(example);
            case "uint8" -> BinaryExampleFormat.uint8(1).write(example, schema);
            default -> BinaryExampleFormat.float32().write(example, schema);
        };
    }

    private static byte[] inAvro(LabelledExample example) throws IOException {
        Schema schema = avro(example.features().length);
        GenericRecord record = new GenericData.Record(schema);
        for (int i = 0; i < example.features().length; i++) {
            record.put(i, (double) example.features()[i]);
        }
        record.put("label", CLASSES.get(example.label()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(0);
        out.writeInt(1);
        new GenericDatumWriter<GenericRecord>(schema)
                .write(record, EncoderFactory.get().directBinaryEncoder(out, null));
        return bytes.toByteArray();
    }

    @Benchmark
    public ExampleRow decode() throws BadExampleException {
        next = (next + 1) % RECORDS;
        decoder.decode(records[next], previous);
        return decoder.row();
    }
}
