package org.millrace.operators.holdout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.operators.Elements.end;
import static org.millrace.operators.Elements.timed;
import static org.millrace.operators.holdout.HoldOutRuns.DEAD;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.AvroRecords;
import org.millrace.operators.format.BinaryExampleFormat;
import org.millrace.operators.format.CsvExampleFormat;
import org.millrace.operators.format.CsvLayout;
import org.millrace.operators.format.FormatSettings;
import org.millrace.operators.format.JsonExampleFormat;
import org.millrace.operators.format.LabelledExample;
import org.millrace.operators.format.Limits;
import org.millrace.operators.policy.BatchPolicy;
import org.millrace.operators.policy.SplitPolicy;
import org.millrace.operators.policy.SplitPolicy.TestBy;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Reading;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.state.TrainElementSerializer;

/** Whatever a topic holds, each record is one example or one dead letter, and never an exception. */
class HoldOutPropertiesTest {

    private static final int RECORDS = 100_000;
    private static final int RECORDS_BETWEEN_CHECKPOINTS = 20_000;
    private static final ExampleSchema NAMED = SchemaOfEveryKind.SCHEMA;
    private static final ExampleSchema VECTOR = new ExampleSchema(8, List.of("no", "yes"));
    private static final ExampleSchema NUMBERS = new ExampleSchema(8, Task.REGRESSION, List.of("first", "second"));

    private final Random random = new Random(13);

    /** Feeds records, and holds the ledger against what came out. */
    private void feed(ExampleSchema schema, FormatSettings formats, Supplier<byte[]> values) throws Exception {
        SplitPolicy splits = new SplitPolicy(10, 3, 0.2, TestBy.ID, "");
        long examples = 0;
        long letters = 0;
        long read = 0;
        long refused = 0;
        try (var harness = HoldOutRuns.harness(splits, BatchPolicy.ofSize(16), schema, formats)) {
            harness.setup(TrainElementSerializer.INSTANCE);
            harness.open();
            for (int offset = 0; offset <= RECORDS; offset++) {
                SourceElement element =
                        offset < RECORDS ? record(offset, values.get()) : end(Phase.LIVE, 1, 0, 1, true);
                harness.processElement(timed(element));
                if (offset > 0 && offset % RECORDS_BETWEEN_CHECKPOINTS == 0) {
                    var unused = harness.snapshot(offset, offset);
                }
                for (TrainElement out : taken(harness)) {
                    ReadTally tally = out instanceof EndOfPass pass ? pass.tally() : ((ExampleBatch) out).tally();
                    read += tally.read();
                    refused += tally.deadLettered();
                    examples +=
                            out instanceof ExampleBatch batch ? batch.examples().rows() : 0;
                }
                letters += deadLetters(harness);
            }
        }
        assertThat(new ReadTally(read, refused)).isEqualTo(new ReadTally(RECORDS, letters));
        assertThat(examples + letters).isEqualTo(RECORDS);
        assertThat(examples).isGreaterThan(RECORDS / 100);
        assertThat(letters).isGreaterThan(RECORDS / 100);
    }

    private static List<TrainElement> taken(
            KeyedOneInputStreamOperatorTestHarness<String, SourceElement, TrainElement> harness) {
        if (harness.getOutput().isEmpty()) {
            return List.of();
        }
        List<TrainElement> taken = harness.extractOutputValues();
        harness.getOutput().clear();
        return taken;
    }

    private static int deadLetters(
            KeyedOneInputStreamOperatorTestHarness<String, SourceElement, TrainElement> harness) {
        var letters = harness.getSideOutput(DEAD);
        int count = letters == null ? 0 : letters.size();
        if (count > 0) {
            assertThat(Stream.of(letters.peek()).map(StreamRecord::getValue))
                    .allSatisfy(
                            letter -> assertThat(letter.message()).isNotBlank().hasSizeLessThan(1_000));
            letters.clear();
        }
        return count;
    }

    private RawRecord record(long offset, byte[] value) {
        Mutations mutations = new Mutations(random, 0);
        byte[] key = random.nextInt(4) == 0 ? mutations.of(SchemaOfEveryKind.KEY) : SchemaOfEveryKind.KEY;
        byte[] header = random.nextInt(4) == 0 ? mutations.of("blue".getBytes(UTF_8)) : "red".getBytes(UTF_8);
        return new RawRecord(
                Reading.LIVE,
                new Place("examples", 0, offset),
                1_000 + offset,
                random.nextInt(100) == 0 ? null : key,
                ByteBuffer.wrap(value),
                List.of(new RawRecord.Header("colour", header)));
    }

    private static FormatSettings settings(String contentType) {
        return new FormatSettings(
                contentType,
                new CsvLayout(SchemaOfEveryKind.COLUMNS, ';', true),
                FormatSettings.Registry.NONE,
                Limits.DEFAULT);
    }

    private LabelledExample example(int targets) {
        float[] features = new float[8];
        for (int i = 0; i < features.length; i++) {
            features[i] = random.nextInt(3) == 0 ? random.nextFloat() : random.nextInt(100);
        }
        Optional<String> id = random.nextBoolean() ? Optional.of("id-" + random.nextInt()) : Optional.empty();
        OptionalLong time = random.nextBoolean() ? OptionalLong.of(random.nextLong()) : OptionalLong.empty();
        return targets == 0
                ? new LabelledExample(id, time, features, random.nextInt(2))
                : LabelledExample.ofTargets(id, time, features, new float[] {random.nextFloat(), 7});
    }

    @Test
    void holdForMutatedJsonWithNamedFields() throws Exception {
        Mutations mutations = new Mutations(random, 0);
        feed(NAMED, settings(JsonExampleFormat.CONTENT_TYPE), () -> mutations.of(SchemaOfEveryKind.json(random)));
    }

    @Test
    void holdForMutatedJsonWithAnArray() throws Exception {
        Mutations mutations = new Mutations(random, 0);
        JsonExampleFormat json = new JsonExampleFormat();
        feed(NUMBERS, settings(JsonExampleFormat.CONTENT_TYPE), () -> mutations.of(json.write(example(2), NUMBERS)));
    }

    @Test
    void holdForMutatedCsv() throws Exception {
        Mutations mutations = new Mutations(random, 0);
        feed(NAMED, settings(CsvExampleFormat.CONTENT_TYPE), () -> mutations.of(SchemaOfEveryKind.csv(random)));
    }

    @Test
    void holdForMutatedBinary() throws Exception {
        Mutations mutations = new Mutations(random, 0);
        List<BinaryExampleFormat> formats =
                List.of(BinaryExampleFormat.float32(), BinaryExampleFormat.uint8(1), BinaryExampleFormat.uint8(0.5f));
        feed(
                VECTOR,
                settings(BinaryExampleFormat.CONTENT_TYPE),
                () -> mutations.of(formats.get(random.nextInt(3)).write(example(0), VECTOR)));
    }

    @Test
    void holdForMutatedAvro() throws Exception {
        try (AvroRecords avro = AvroRecords.start()) {
            List<byte[]> valid = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                valid.add(avro.record(random));
            }
            Mutations mutations = new Mutations(random, 5);
            feed(AvroRecords.SCHEMA, avro.settings(), () -> mutations.of(valid.get(random.nextInt(valid.size()))));
        }
    }

    @Test
    void holdForArbitraryJson() throws Exception {
        ArbitraryJson json = new ArbitraryJson(random, SchemaOfEveryKind.LENIENT_NAMES);
        feed(SchemaOfEveryKind.LENIENT, settings(JsonExampleFormat.CONTENT_TYPE), json::next);
    }
}
