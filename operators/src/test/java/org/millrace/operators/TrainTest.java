package org.millrace.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.millrace.operators.Elements.TOPIC;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.millrace.model.Activation;
import org.millrace.model.Adam;
import org.millrace.model.Architecture;
import org.millrace.model.Initialization;
import org.millrace.model.Layer;
import org.millrace.model.LearnerSettings;
import org.millrace.model.MeanSquaredError;
import org.millrace.model.MiniBatch;
import org.millrace.model.PlateauRule;
import org.millrace.model.Schedules;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Ledger;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;

class TrainTest {

    static final LearnerSettings SETTINGS = new LearnerSettings(
            new Architecture(2, List.of(new Layer(8, Activation.RELU)), 2),
            Initialization.HE,
            new Adam(0.9, 0.999, 1e-8),
            0.02,
            0,
            true,
            7);

    private static KeyedOneInputStreamOperatorTestHarness<String, TrainElement, EvaluationRecord> harness()
            throws Exception {
        return harness(SETTINGS);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, TrainElement, EvaluationRecord> harness(
            LearnerSettings settings) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new Train(settings, List.of("below", "above"))),
                unused -> "model",
                BasicTypeInfo.STRING_TYPE_INFO);
    }

    private static List<EvaluationRecord> outputOf(List<TrainElement> elements) throws Exception {
        return outputOf(SETTINGS, elements);
    }

    private static List<EvaluationRecord> outputOf(LearnerSettings settings, List<TrainElement> elements)
            throws Exception {
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
                phase,
                pass,
                pass - 1 + offset / 320.0,
                new Place(TOPIC, partition, offset),
                offset + rows - 1,
                5_000 + offset,
                new MiniBatch(rows, 2, features, labels),
                new ReadTally(rows, 0));
    }

    private static EndOfPass end(Phase phase, int pass, int partition, boolean last) {
        return new EndOfPass(phase, pass, TOPIC, partition, 2, last, new ReadTally(1, 1));
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

    @Test
    void emitsARecordForEachWindowEachPassAndTheTest() throws Exception {
        List<EvaluationRecord> records = outputOf(run());

        assertThat(records)
                .extracting(EvaluationRecord::kind)
                .filteredOn(Kind.WINDOW::equals)
                .hasSize(16);
        assertThat(records)
                .extracting(EvaluationRecord::kind)
                .filteredOn(Kind.PASS::equals)
                .hasSize(2);
        assertThat(records)
                .extracting(EvaluationRecord::kind)
                .filteredOn(Kind.TEST::equals)
                .hasSize(1);
        assertThat(records).extracting(EvaluationRecord::key).doesNotHaveDuplicates();
    }

    @Test
    void countsEveryExampleInItsSplit() throws Exception {
        List<EvaluationRecord> records = outputOf(run());
        EvaluationRecord test = records.get(records.size() - 1);

        assertThat(test.ledger()).isEqualTo(new Ledger(1_280 + 160 + 100 + 6, 1_280, 160, 100, 6));
        assertThat(test.ledger().difference()).isZero();
        assertThat(test.heldOut().orElseThrow().examples()).isEqualTo(100);
        assertThat(test.step()).isEqualTo(80);
    }

    @Test
    void learns() throws Exception {
        List<EvaluationRecord> records = outputOf(run());

        assertThat(records.get(0).heldOut().orElseThrow().loss())
                .isGreaterThan(
                        records.get(records.size() - 1).heldOut().orElseThrow().loss());
        assertThat(records.get(records.size() - 1).heldOut().orElseThrow().accuracy())
                .isGreaterThan(0.9);
    }

    @Test
    void reportsPrequentialScoresSinceTheLastWindowAndOfThePass() throws Exception {
        List<EvaluationRecord> records = outputOf(run());

        assertThat(records.get(0).training().orElseThrow().examples()).isEqualTo(5 * 16);
        assertThat(records).filteredOn(record -> record.kind() == Kind.PASS).allSatisfy(record -> {
            assertThat(record.training().orElseThrow().examples()).isEqualTo(640);
            assertThat(record.heldOut().orElseThrow().examples()).isEqualTo(80);
        });
    }

    @Test
    void learnsNothingFromHeldOutExamples() throws Exception {
        List<TrainElement> trainingOnly = run().stream()
                .filter(element -> !(element instanceof ExampleBatch batch) || batch.split() == Split.TRAINING)
                .toList();

        assertThat(digest(outputOf(trainingOnly))).isEqualTo(digest(outputOf(run())));
    }

    /** The same run, but the tests of partition 0 arrive while partition 1 has half of its last pass to go. */
    private static List<TrainElement> overtaken() {
        List<TrainElement> elements = run();
        List<TrainElement> tests = new ArrayList<>(elements.subList(elements.size() - 4, elements.size()));
        elements.removeAll(tests);
        elements.addAll(elements.size() - 12, tests.subList(0, 2));
        elements.addAll(tests.subList(2, 4));
        return elements;
    }

    @Test
    void testsOnlyWhenAllPartitionsHaveEndedTheirLastPass() throws Exception {
        assertThat(outputOf(overtaken()))
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(outputOf(run()));
    }

    @Test
    void testsALiveStreamBatchByBatch() throws Exception {
        List<EvaluationRecord> records = outputOf(
                List.of(batch(Split.TRAINING, Phase.LIVE, 1, 0, 0, 16), batch(Split.TEST, Phase.LIVE, 1, 0, 500, 20)));

        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.kind()).isEqualTo(Kind.TEST);
            assertThat(record.examples().orElseThrow().firstOffset()).isEqualTo(500);
            assertThat(record.heldOut().orElseThrow().examples()).isEqualTo(20);
        });
    }

    @Test
    void goesOnAfterARestoreAsIfThereHadBeenNone() throws Exception {
        List<TrainElement> elements = overtaken();
        List<EvaluationRecord> uninterrupted = outputOf(elements);

        for (int cut = 1; cut < elements.size(); cut += 3) {
            List<EvaluationRecord> restored = withRestoreAt(cut, SETTINGS, elements);
            assertThat(restored)
                    .as("restored after %d", cut)
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .isEqualTo(uninterrupted);
        }
    }

    @Test
    void leavesASnapshotAloneThatIsStillBeingWritten() throws Exception {
        List<TrainElement> elements = run();
        int cut = elements.size() / 2;
        List<EvaluationRecord> output = new ArrayList<>();
        OperatorSubtaskState snapshot;
        try (var before = harness()) {
            before.open();
            feed(before, elements.subList(0, cut));
            output.addAll(before.extractOutputValues());
            OperatorSnapshotFutures pending = before.getOperator()
                    .snapshotState(
                            1,
                            1,
                            CheckpointOptions.forCheckpointWithDefaultLocation(),
                            new MemCheckpointStreamFactory(10_000_000));
            feed(before, elements.subList(cut, elements.size()));
            snapshot = OperatorSnapshotFinalizer.create(pending).getJobManagerOwnedState();
        }
        try (var after = harness()) {
            after.initializeState(snapshot);
            after.open();
            feed(after, elements.subList(cut, elements.size()));
            output.addAll(after.extractOutputValues());
        }

        assertThat(output)
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(outputOf(elements));
    }

    private static void feed(
            KeyedOneInputStreamOperatorTestHarness<String, TrainElement, EvaluationRecord> harness,
            List<TrainElement> elements)
            throws Exception {
        for (TrainElement element : elements) {
            harness.processElement(new StreamRecord<>(element));
        }
    }

    private static List<EvaluationRecord> withRestoreAt(int cut, LearnerSettings settings, List<TrainElement> elements)
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

    @Test
    void theRateFollowsThePasses() throws Exception {
        int run = 2 * Schedules.OverPasses.PARTS;
        LearnerSettings settings = SETTINGS.withSchedule(new Schedules.OverPasses(new Schedules.Polynomial(run, 1, 0)));

        List<EvaluationRecord> records = outputOf(settings, run());

        // The last batch of each pass begins at 304 of 320 offsets.
        assertThat(records)
                .filteredOn(record -> record.kind() == Kind.PASS)
                .extracting(EvaluationRecord::learningRate)
                .satisfiesExactly(
                        rate -> assertThat(rate).isCloseTo(0.02 * (1 - 0.475), within(1e-7)),
                        rate -> assertThat(rate).isCloseTo(0.02 * (1 - 0.975), within(1e-7)));
    }

    @Test
    void theRateAnswersToAPlateauOfThePasses() throws Exception {
        // No pass can be a hundred times better than the best before it, so every pass after the first is a plateau.
        LearnerSettings settings = SETTINGS.withPlateau(new PlateauRule(0.5, 0, 0.99, 0));
        List<TrainElement> elements = new ArrayList<>();
        for (int pass = 1; pass <= 4; pass++) {
            elements.add(batch(Split.TRAINING, Phase.TRAINING, pass, 0, 0, 16));
            elements.add(batch(Split.VALIDATION, Phase.TRAINING, pass, 0, 16, 10));
            elements.add(new EndOfPass(Phase.TRAINING, pass, TOPIC, 0, 1, pass == 4, ReadTally.NONE));
        }

        assertThat(outputOf(settings, elements))
                .filteredOn(record -> record.kind() == Kind.PASS)
                .extracting(EvaluationRecord::learningRate)
                .containsExactly(0.02, 0.02, 0.01, 0.005);
        assertThat(withRestoreAt(8, settings, elements))
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(outputOf(settings, elements));
    }

    @Test
    void theRateAnswersToAPlateauOfTheWindowsOfALiveTopic() throws Exception {
        LearnerSettings settings = SETTINGS.withPlateau(new PlateauRule(0.5, 0, 0.99, 0));
        List<TrainElement> elements = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            elements.add(batch(Split.TRAINING, Phase.LIVE, 1, 0, 100L * i, 16));
            elements.add(batch(Split.VALIDATION, Phase.LIVE, 1, 0, 100L * i + 90, 10));
        }

        assertThat(outputOf(settings, elements))
                .extracting(EvaluationRecord::learningRate)
                .containsExactly(0.02, 0.02, 0.01, 0.005);
    }

    @Test
    void learnsARegressionAndRestoresIt() throws Exception {
        LearnerSettings settings = new LearnerSettings(
                        new Architecture(2, List.of(new Layer(8, Activation.TANH)), 1),
                        Initialization.XAVIER,
                        new Adam(),
                        0.02,
                        0,
                        true,
                        7)
                .withLoss(new MeanSquaredError());
        List<TrainElement> elements =
                run().stream().map(TrainTest::asRegression).toList();

        List<EvaluationRecord> records = outputOf(settings, elements);

        assertThat(records.get(records.size() - 1).heldOut().orElseThrow()).satisfies(test -> {
            assertThat(test.ofRegression()).isTrue();
            assertThat(test.r2()).isGreaterThan(0.9);
            assertThat(test.mae()).isLessThan(test.rmse());
            assertThat(test.accuracy()).isNaN();
        });
        assertThat(withRestoreAt(31, settings, elements))
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(records);
    }

    /** The same examples, with the difference of the features to predict. */
    static TrainElement asRegression(TrainElement element) {
        if (!(element instanceof ExampleBatch batch)) {
            return element;
        }
        float[] features = batch.examples().features();
        int rows = batch.examples().rows();
        float[] targets = new float[rows];
        for (int row = 0; row < rows; row++) {
            targets[row] = features[2 * row] - features[2 * row + 1];
        }
        return new ExampleBatch(
                batch.split(),
                batch.phase(),
                batch.pass(),
                batch.progress(),
                batch.first(),
                batch.lastOffset(),
                batch.timestamp(),
                MiniBatch.ofTargets(rows, 2, features, targets),
                batch.tally());
    }

    private static String digest(List<EvaluationRecord> records) {
        return records.get(records.size() - 1).network().orElseThrow().sha256();
    }
}
