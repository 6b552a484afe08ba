package org.millrace.operators.holdout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.millrace.operators.Elements.broken;
import static org.millrace.operators.Elements.end;
import static org.millrace.operators.Elements.example;
import static org.millrace.operators.Elements.json;
import static org.millrace.operators.Elements.timed;
import static org.millrace.operators.holdout.HoldOutRuns.BATCH;
import static org.millrace.operators.holdout.HoldOutRuns.POLICY;
import static org.millrace.operators.holdout.HoldOutRuns.SCHEMA;
import static org.millrace.operators.holdout.HoldOutRuns.described;
import static org.millrace.operators.holdout.HoldOutRuns.feed;
import static org.millrace.operators.holdout.HoldOutRuns.harness;
import static org.millrace.operators.holdout.HoldOutRuns.offsets;
import static org.millrace.operators.holdout.HoldOutRuns.outputOf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.Task;
import org.millrace.model.math.Features;
import org.millrace.operators.Elements;
import org.millrace.operators.format.BinaryExampleFormat;
import org.millrace.operators.format.ExampleFormats;
import org.millrace.operators.format.LabelledExample;
import org.millrace.operators.policy.BatchPolicy;
import org.millrace.operators.policy.SplitPolicy;
import org.millrace.operators.policy.SplitPolicy.TestBy;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.LostRecords;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.state.TrainElementSerializer;

/** Open batches over a restart. */
class HoldOutRestoreTest {

    private static List<TrainElement> withRestoreAt(
            int cut, SplitPolicy policy, ExampleSchema schema, List<SourceElement> elements) throws Exception {
        List<TrainElement> output = new ArrayList<>();
        OperatorSubtaskState snapshot;
        try (var before = harness(policy, BatchPolicy.ofSize(BATCH), schema)) {
            before.setup(TrainElementSerializer.INSTANCE);
            before.open();
            feed(before, elements.subList(0, cut));
            output.addAll(before.extractOutputValues());
            snapshot = before.snapshot(1, 1);
        }
        try (var after = harness(policy, BatchPolicy.ofSize(BATCH), schema)) {
            after.setup(TrainElementSerializer.INSTANCE);
            after.initializeState(snapshot);
            after.open();
            feed(after, elements.subList(cut, elements.size()));
            output.addAll(after.extractOutputValues());
        }
        return output;
    }

    private static RawRecord ofBytes(long offset, float scale) {
        RawRecord json = example(Phase.LIVE, 1, 0, offset);
        LabelledExample example = new LabelledExample(
                Optional.empty(), OptionalLong.empty(), new float[] {0, offset}, (int) (offset % 2));
        RawRecord.Header header =
                new RawRecord.Header(ExampleFormats.CONTENT_TYPE, BinaryExampleFormat.CONTENT_TYPE.getBytes(UTF_8));
        byte[] value = BinaryExampleFormat.uint8(scale).write(example, SCHEMA);
        return new RawRecord(
                json.reading(), json.place(), json.timestamp(), null, ByteBuffer.wrap(value), List.of(header));
    }

    @Test
    void goesOnAfterARestoreAsIfThereHadBeenNone() throws Exception {
        SplitPolicy policy = new SplitPolicy(10, 3, 0.2, TestBy.PLACE, "");
        List<SourceElement> elements = new ArrayList<>();
        for (long offset = 0; offset < 30; offset++) {
            for (int partition = 0; partition < 2; partition++) {
                elements.add(
                        offset % 7 == 5
                                ? broken(Phase.LIVE, 1, partition, offset)
                                : example(Phase.LIVE, 1, partition, offset));
            }
        }
        elements.add(20, new LostRecords(Elements.TOPIC, 0, 10, 13));
        elements.add(end(Phase.LIVE, 1, 0, 2, true));
        elements.add(end(Phase.LIVE, 1, 1, 2, true));
        List<TrainElement> uninterrupted = outputOf(policy, elements);

        assertThat(described(uninterrupted)).anyMatch(batch -> batch.startsWith(Split.TEST.name()));
        for (int cut = 1; cut < elements.size(); cut++) {
            assertThat(withRestoreAt(cut, policy, SCHEMA, elements))
                    .as("restored after %d elements", cut)
                    .usingRecursiveComparison()
                    .isEqualTo(uninterrupted);
        }
    }

    @Test
    void keepsTargetsOverARestore() throws Exception {
        ExampleSchema numbers = new ExampleSchema(2, Task.REGRESSION, List.of("offset", "minus one"));
        List<SourceElement> elements = new ArrayList<>();
        for (long offset = 0; offset < 10; offset++) {
            elements.add(example(Phase.LIVE, 1, 0, offset, "[" + offset + ",-1]"));
        }
        List<TrainElement> uninterrupted = outputOf(POLICY, BatchPolicy.ofSize(BATCH), numbers, elements);

        assertThat(((ExampleBatch) uninterrupted.get(0)).examples().targets())
                .containsExactly(0, -1, 1, -1, 2, -1, 3, -1);
        assertThat(((ExampleBatch) uninterrupted.get(0)).examples().labels()).isEmpty();
        for (int cut = 1; cut < elements.size(); cut++) {
            assertThat(withRestoreAt(cut, POLICY, numbers, elements))
                    .as("restored after %d elements", cut)
                    .usingRecursiveComparison()
                    .isEqualTo(uninterrupted);
        }
    }

    @Test
    void keepsBytesAsBytesUntilAnExampleOfTheBatchHasOthers() throws Exception {
        List<SourceElement> elements = new ArrayList<>();
        for (long offset = 0; offset < 7; offset++) {
            elements.add(ofBytes(offset, 1));
        }
        for (long offset = 10; offset < 13; offset++) {
            elements.add(offset == 11 ? example(Phase.LIVE, 1, 0, offset) : ofBytes(offset, 1));
        }
        for (long offset = 13; offset < 17; offset++) {
            elements.add(ofBytes(offset, offset < 16 ? 1 : 0.5f));
        }
        elements.add(ofBytes(20, 0.5f));
        elements.add(ofBytes(21, 0.5f));
        List<TrainElement> uninterrupted = outputOf(POLICY, elements);

        assertThat(described(uninterrupted))
                .containsExactly(
                        "TRAINING 0: [0, 1, 2, 3]",
                        "TRAINING 0: [4, 5, 6, 10]",
                        "TRAINING 0: [11, 12, 13, 14]",
                        "TRAINING 0: [15, 16, 20, 21]");
        assertThat(uninterrupted)
                .extracting(batch -> ((ExampleBatch) batch).examples().features() instanceof Features.Bytes)
                .containsExactly(true, true, false, false);
        for (int cut = 1; cut < elements.size(); cut++) {
            assertThat(withRestoreAt(cut, POLICY, SCHEMA, elements))
                    .as("restored after %d elements", cut)
                    .usingRecursiveComparison()
                    .isEqualTo(uninterrupted);
        }
    }

    @Test
    void keepsNumbersTextsWeightsAndPreviousValuesOverARestore() throws Exception {
        List<SourceElement> elements = new ArrayList<>();
        String word = "größer ".repeat(9_000).strip();
        for (int offset = 0; offset < 14; offset++) {
            String fields =
                    switch (offset % 7) {
                        case 0 -> "\"price\":0.1,\"word\":\"red\",\"weight\":2";
                        case 1 -> "\"word\":\"" + word + "\"";
                        case 2 -> "\"price\":1e300";
                        case 3 -> "\"price\":16777217";
                        case 4 -> "\"word\":null,\"weight\":0";
                        case 5 -> "\"price\":null,\"weight\":-1";
                        default -> "\"price\":" + offset + ",\"word\":\"\"";
                    };
            elements.add(json(Phase.LIVE, 1, offset, "{" + fields + ",\"label\":\"yes\"}"));
        }
        elements.add(end(Phase.LIVE, 1, 0, 1, true));
        ExampleSchema schema = SchemaOfEveryKind.WITH_PREVIOUS_VALUES;
        List<TrainElement> uninterrupted = outputOf(POLICY, BatchPolicy.ofSize(BATCH), schema, elements);

        MiniBatch first = ((ExampleBatch) uninterrupted.get(0)).examples();
        assertThat(first.features()).isInstanceOfSatisfying(Features.Doubles.class, rows -> {
            assertThat(rows.values()).containsExactly(0.1, 0, 0.1, 1, 1e300, 1, 16777217, 1);
            assertThat(rows.texts()).containsExactly("red", word);
        });
        assertThat(first.weights()).containsExactly(2, 1, 1, 1);
        for (int cut = 1; cut < elements.size(); cut++) {
            assertThat(withRestoreAt(cut, POLICY, schema, elements))
                    .as("restored after %d elements", cut)
                    .usingRecursiveComparison()
                    .isEqualTo(uninterrupted);
        }
    }

    @Test
    void refusesPreviousValuesOfOtherExamples() throws Exception {
        OperatorSubtaskState savepoint;
        try (var before = harness(POLICY, BatchPolicy.ofSize(BATCH), SchemaOfEveryKind.WITH_PREVIOUS_VALUES)) {
            before.setup(TrainElementSerializer.INSTANCE);
            before.open();
            feed(before, List.of(json(Phase.LIVE, 1, 0, "{\"price\":1,\"word\":\"a\",\"label\":\"yes\"}")));
            savepoint = before.snapshot(1, 1);
        }
        try (var after = harness(POLICY, BatchPolicy.ofSize(BATCH), SchemaOfEveryKind.LENIENT)) {
            after.setup(TrainElementSerializer.INSTANCE);
            after.initializeState(savepoint);
            after.open();

            assertThatThrownBy(() -> feed(after, List.of(json(Phase.LIVE, 1, 1, "{\"label\":\"yes\"}"))))
                    .isInstanceOf(SuppressRestartsException.class)
                    .rootCause()
                    .hasMessageStartingWith("the savepoint was made with the features price, word and classes no, yes");
        }
    }

    @Test
    void takesOverAnotherBatchSizeFromASavepoint() throws Exception {
        OperatorSubtaskState savepoint;
        try (var before = harness(POLICY, BatchPolicy.ofSize(6))) {
            before.setup(TrainElementSerializer.INSTANCE);
            before.open();
            feed(before, offsets(Phase.LIVE, 0, 0, 5));
            savepoint = before.snapshot(1, 1);
        }
        try (var after = harness(POLICY, BatchPolicy.ofSize(2))) {
            after.setup(TrainElementSerializer.INSTANCE);
            after.initializeState(savepoint);
            after.open();
            feed(after, offsets(Phase.LIVE, 0, 5, 12));

            assertThat(described(after.extractOutputValues()))
                    .containsExactly(
                            "TRAINING 0: [0, 1, 2, 3, 4, 5]", "VALIDATION 0: [7, 8, 9]", "TRAINING 0: [6, 10]");
        }
    }

    @Test
    void refusesASavepointOfOtherExamples() throws Exception {
        OperatorSubtaskState savepoint;
        try (var before = harness(POLICY, BatchPolicy.ofSize(BATCH))) {
            before.setup(TrainElementSerializer.INSTANCE);
            before.open();
            feed(before, offsets(Phase.LIVE, 0, 0, 1));
            savepoint = before.snapshot(1, 1);
        }
        try (var after = harness(POLICY, BatchPolicy.ofSize(BATCH), new ExampleSchema(2, List.of("odd", "even")))) {
            after.setup(TrainElementSerializer.INSTANCE);
            after.initializeState(savepoint);
            after.open();

            assertThatThrownBy(() -> feed(after, offsets(Phase.LIVE, 0, 1, 2)))
                    .isInstanceOf(SuppressRestartsException.class)
                    .rootCause()
                    .hasMessage(
                            "the savepoint was made with 2 features and classes even, odd, the configuration has 2 features and"
                                    + " classes odd, even;"
                                    + " go back to the configuration it was made with, or start a new job without it");
        }
    }

    @Test
    void waitsForTheWholeIdleTimeoutAnewAfterARestore() throws Exception {
        BatchPolicy impatient = new BatchPolicy(BATCH, 0, 1_000);
        OperatorSubtaskState savepoint;
        try (var before = harness(POLICY, impatient)) {
            before.setup(TrainElementSerializer.INSTANCE);
            before.open();
            before.setProcessingTime(50_000);
            before.processElement(timed(example(Phase.LIVE, 1, 0, 0)));
            savepoint = before.snapshot(1, 1);
        }
        try (var after = harness(POLICY, impatient)) {
            after.setup(TrainElementSerializer.INSTANCE);
            after.initializeState(savepoint);
            after.open();
            after.setProcessingTime(90_000);
            assertThat(after.extractOutputValues()).isEmpty();
            after.setProcessingTime(91_000);

            assertThat(described(after.extractOutputValues())).containsExactly("TRAINING 0: [0]");
        }
    }
}
