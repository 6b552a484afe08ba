package org.millrace.operators.holdout;

import static org.millrace.operators.Elements.end;
import static org.millrace.operators.Elements.example;
import static org.millrace.operators.Elements.timed;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.millrace.operators.format.FormatSettings;
import org.millrace.operators.policy.BatchPolicy;
import org.millrace.operators.policy.SplitPolicy;
import org.millrace.operators.policy.SplitPolicy.TestBy;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.state.TrainElementSerializer;
import org.millrace.operators.state.Types;

/** Runs HoldOut on examples whose features tell their place, of ten offsets of which the last three are a validation window. */
final class HoldOutRuns {

    static final int BATCH = 4;

    static final OutputTag<DeadLetter> DEAD = new OutputTag<>("dead", Types.DEAD_LETTER);

    static final ExampleSchema SCHEMA = new ExampleSchema(2, List.of("even", "odd"));

    /** Of ten offsets the last three are a validation window. */
    static final SplitPolicy POLICY = new SplitPolicy(10, 3, 0, TestBy.PLACE, "");

    private HoldOutRuns() {}

    static KeyedOneInputStreamOperatorTestHarness<String, SourceElement, TrainElement> harness(
            SplitPolicy splits, BatchPolicy batches) throws Exception {
        return harness(splits, batches, SCHEMA);
    }

    static KeyedOneInputStreamOperatorTestHarness<String, SourceElement, TrainElement> harness(
            SplitPolicy splits, BatchPolicy batches, ExampleSchema schema) throws Exception {
        return harness(splits, batches, schema, FormatSettings.DEFAULT);
    }

    static KeyedOneInputStreamOperatorTestHarness<String, SourceElement, TrainElement> harness(
            SplitPolicy splits, BatchPolicy batches, ExampleSchema schema, FormatSettings formats) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new HoldOut(splits, batches, schema, formats, DEAD)),
                new PartitionKey(),
                BasicTypeInfo.STRING_TYPE_INFO);
    }

    static void feed(
            KeyedOneInputStreamOperatorTestHarness<String, SourceElement, TrainElement> harness,
            List<SourceElement> elements)
            throws Exception {
        for (SourceElement element : elements) {
            harness.processElement(timed(element));
        }
    }

    static List<TrainElement> outputOf(SplitPolicy splits, List<SourceElement> elements) throws Exception {
        return outputOf(splits, BatchPolicy.ofSize(BATCH), elements);
    }

    static List<TrainElement> outputOf(SplitPolicy splits, BatchPolicy batches, List<SourceElement> elements)
            throws Exception {
        return outputOf(splits, batches, SCHEMA, elements);
    }

    static List<TrainElement> outputOf(
            SplitPolicy splits, BatchPolicy batches, ExampleSchema schema, List<SourceElement> elements)
            throws Exception {
        try (var harness = harness(splits, batches, schema)) {
            harness.setup(TrainElementSerializer.INSTANCE);
            harness.open();
            feed(harness, elements);
            return harness.extractOutputValues();
        }
    }

    static List<SourceElement> offsets(Phase phase, int partition, long from, long to) {
        List<SourceElement> elements = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            elements.add(example(phase, 1, partition, offset));
        }
        return elements;
    }

    /** Each batch as "SPLIT partition: offsets". */
    static List<String> described(List<TrainElement> output) {
        return output.stream().map(HoldOutRuns::described).toList();
    }

    static String described(TrainElement element) {
        if (element instanceof EndOfPass end) {
            return "end of pass " + end.pass();
        }
        ExampleBatch batch = (ExampleBatch) element;
        List<Integer> offsets = new ArrayList<>();
        for (int row = 0; row < batch.examples().rows(); row++) {
            offsets.add((int) batch.examples().features().toFloats()[2 * row + 1]);
        }
        return batch.split() + " " + batch.first().partition() + ": " + offsets;
    }
}
