package org.millrace.operators.train;

import static org.millrace.operators.Elements.TOPIC;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.millrace.model.LearnerSettings;
import org.millrace.model.evaluation.Horizons;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.optimizer.Adam;
import org.millrace.operators.policy.TrainingOrder;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Reading;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.StreamTime;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.schema.ExampleSchema;

/** Runs {@link Train} on small batches of two classes. */
final class TrainRuns {

    private TrainRuns() {}

    static final LearnerSettings SETTINGS = LearnerSettings.of(Architecture.of(2, Activation.RELU, 2, 8))
            .withOptimizer(new Adam())
            .withLearningRate(0.02)
            .withSeed(7);

    static final ExampleSchema SCHEMA = new ExampleSchema(2, List.of("below", "above"));

    /** The schema that a learner's examples have, their outputs under the given names. */
    static ExampleSchema schema(LearnerSettings learner, List<String> outputs) {
        return new ExampleSchema(learner.architecture().inputs(), learner.loss().task(), outputs);
    }

    static Run run(String reset) {
        return new Run("r1", 2, reset);
    }

    static TrainSettings inOrderOfArrival(LearnerSettings learner) {
        List<String> outputs =
                SCHEMA.classes().subList(0, learner.architecture().outputs());
        return new TrainSettings(
                learner, schema(learner, outputs), TrainingOrder.ARRIVAL, 0, Horizons.DEFAULT, run(""));
    }

    static KeyedOneInputStreamOperatorTestHarness<String, TrainElement, EvaluationRecord> harness() throws Exception {
        return harness(inOrderOfArrival(SETTINGS));
    }

    static KeyedOneInputStreamOperatorTestHarness<String, TrainElement, EvaluationRecord> harness(
            TrainSettings settings) throws Exception {
        return harness("model", settings);
    }

    static KeyedOneInputStreamOperatorTestHarness<String, TrainElement, EvaluationRecord> harness(
            String model, TrainSettings settings) throws Exception {
        return harness(unused -> model, settings);
    }

    static KeyedOneInputStreamOperatorTestHarness<String, TrainElement, EvaluationRecord> harness(
            KeySelector<TrainElement, String> model, TrainSettings settings) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new Train(settings)), model, BasicTypeInfo.STRING_TYPE_INFO);
    }

    static List<EvaluationRecord> outputOf(List<TrainElement> elements) throws Exception {
        return outputOf(inOrderOfArrival(SETTINGS), elements);
    }

    static List<EvaluationRecord> outputOf(TrainSettings settings, List<TrainElement> elements) throws Exception {
        try (var harness = harness(settings)) {
            harness.open();
            feed(harness, elements);
            return harness.extractOutputValues();
        }
    }

    /** Two classes on either side of a line; the examples follow from the offset. */
    static ExampleBatch batch(Split split, Phase phase, int pass, int partition, long offset, int rows) {
        Random random = new Random(31 * offset + partition);
        float[] features = new float[2 * rows];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            features[2 * row] = random.nextFloat();
            features[2 * row + 1] = random.nextFloat();
            labels[row] = features[2 * row] > features[2 * row + 1] ? 1 : 0;
        }
        return new ExampleBatch(
                split,
                new Reading(phase, pass, pass - 1 + offset / 320.0),
                new Place(TOPIC, partition, offset),
                offset + rows - 1,
                5_000 + offset,
                StreamTime.of(phase, pass, 5_000 + offset + rows),
                new MiniBatch(rows, 2, features, labels),
                new ReadTally(rows, 0));
    }

    /** Writes over the arrays of a batch, as whoever sent it does when it is processed. */
    static void overwrite(TrainElement element) {
        if (element instanceof ExampleBatch batch) {
            Arrays.fill(batch.examples().features().toFloats(), 7);
            Arrays.fill(batch.examples().labels(), 0);
        }
    }

    static EndOfPass end(Phase phase, int pass, int partition, boolean last) {
        return new EndOfPass(phase, pass, TOPIC, partition, 2, last, new ReadTally(1, 1, 5));
    }

    /** Two passes over two partitions, then the test. */
    static List<TrainElement> run() {
        List<TrainElement> elements = new ArrayList<>();
        for (int pass = 1; pass <= 2; pass++) {
            for (int partition = 0; partition < 2; partition++) {
                for (int i = 0; i < 20; i++) {
                    elements.add(batch(Split.TRAINING, Phase.TRAINING, pass, partition, 16L * i, 16));
                    if (i % 5 == 4) {
                        elements.add(batch(Split.VALIDATION, Phase.TRAINING, pass, partition, 10_000 + i, 10));
                    }
                }
            }
            elements.add(end(Phase.TRAINING, pass, 0, pass == 2));
            elements.add(end(Phase.TRAINING, pass, 1, pass == 2));
        }
        for (int partition = 0; partition < 2; partition++) {
            elements.add(batch(Split.TEST, Phase.TEST, 1, partition, 20_000, 50));
            elements.add(end(Phase.TEST, 1, partition, true));
        }
        return elements;
    }

    /** The same run, but the tests of partition 0 arrive while partition 1 has half of its last pass to go. */
    static List<TrainElement> overtaken() {
        List<TrainElement> elements = run();
        List<TrainElement> tests = new ArrayList<>(elements.subList(elements.size() - 4, elements.size()));
        elements.removeAll(tests);
        elements.addAll(elements.size() - 12, tests.subList(0, 2));
        elements.addAll(tests.subList(2, 4));
        return elements;
    }

    static void feed(
            KeyedOneInputStreamOperatorTestHarness<String, TrainElement, EvaluationRecord> harness,
            List<TrainElement> elements)
            throws Exception {
        for (TrainElement element : elements) {
            harness.processElement(new StreamRecord<>(element));
        }
    }

    static List<EvaluationRecord> withRestoreAt(int cut, TrainSettings settings, List<TrainElement> elements)
            throws Exception {
        List<EvaluationRecord> output = new ArrayList<>();
        OperatorSubtaskState snapshot;
        try (var before = harness(settings)) {
            before.open();
            feed(before, elements.subList(0, cut));
            output.addAll(before.extractOutputValues());
            snapshot = before.snapshot(1, 1);
        }
        try (var after = harness(settings)) {
            after.initializeState(snapshot);
            after.open();
            feed(after, elements.subList(cut, elements.size()));
            output.addAll(after.extractOutputValues());
        }
        return output;
    }

    static String digest(List<EvaluationRecord> records) {
        return records.get(records.size() - 1).network().orElseThrow().sha256();
    }
}
