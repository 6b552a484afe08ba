package org.millrace.operators.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.operators.train.TrainRuns.SETTINGS;
import static org.millrace.operators.train.TrainRuns.batch;
import static org.millrace.operators.train.TrainRuns.digest;
import static org.millrace.operators.train.TrainRuns.feed;
import static org.millrace.operators.train.TrainRuns.harness;
import static org.millrace.operators.train.TrainRuns.inOrderOfArrival;
import static org.millrace.operators.train.TrainRuns.outputOf;
import static org.millrace.operators.train.TrainRuns.overtaken;
import static org.millrace.operators.train.TrainRuns.overwrite;
import static org.millrace.operators.train.TrainRuns.run;
import static org.millrace.operators.train.TrainRuns.withRestoreAt;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.junit.jupiter.api.Test;
import org.millrace.model.LearnerSettings;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.Initialization;
import org.millrace.model.optimizer.Adam;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Ledger;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;

class TrainTest {

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

        assertThat(test.ledger()).isEqualTo(new Ledger(1_280 + 160 + 100 + 6, 1_280, 160, 100, 6, 0, 6 * 5));
        assertThat(test.ledger().difference()).isZero();
        assertThat(test.heldOut().orElseThrow().examples()).isEqualTo(100);
        assertThat(test.learner().step()).isEqualTo(80);
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
    void keepsTestsThatWaitInMemoryOfTheirOwn() throws Exception {
        List<TrainElement> elements = new ArrayList<>(run());
        TrainElement early = batch(Split.TEST, Phase.TEST, 1, 0, 5_000, 16);
        elements.add(0, early);
        List<EvaluationRecord> expected = outputOf(elements);
        try (var harness = harness(inOrderOfArrival(SETTINGS))) {
            harness.getExecutionConfig().enableObjectReuse();
            harness.open();
            for (TrainElement element : elements) {
                feed(harness, List.of(element));
                overwrite(element);
            }

            assertThat(harness.extractOutputValues())
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .isEqualTo(expected);
        }
    }

    @Test
    void learnsNothingFromHeldOutExamples() throws Exception {
        List<TrainElement> trainingOnly = run().stream()
                .filter(element -> !(element instanceof ExampleBatch batch) || batch.split() == Split.TRAINING)
                .toList();

        assertThat(digest(outputOf(trainingOnly))).isEqualTo(digest(outputOf(run())));
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
            assertThat(record.subject().examples().orElseThrow().firstOffset()).isEqualTo(500);
            assertThat(record.heldOut().orElseThrow().examples()).isEqualTo(20);
        });
    }

    @Test
    void goesOnAfterARestoreAsIfThereHadBeenNone() throws Exception {
        List<TrainElement> elements = overtaken();
        List<EvaluationRecord> uninterrupted = outputOf(elements);

        for (int cut = 1; cut < elements.size(); cut += 3) {
            List<EvaluationRecord> restored = withRestoreAt(cut, inOrderOfArrival(SETTINGS), elements);
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

    @Test
    void learnsARegressionAndRestoresIt() throws Exception {
        LearnerSettings learner = LearnerSettings.of(Architecture.of(2, Activation.TANH, 1, 8))
                .withOptimizer(new Adam())
                .withLearningRate(0.02)
                .withSeed(7)
                .withInitialization(Initialization.XAVIER)
                .withLoss(new MeanSquaredError());
        List<TrainElement> elements =
                run().stream().map(TrainTest::asRegression).toList();
        TrainSettings settings = inOrderOfArrival(learner);

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
        float[] features = batch.examples().features().toFloats();
        int rows = batch.examples().rows();
        float[] targets = new float[rows];
        for (int row = 0; row < rows; row++) {
            targets[row] = features[2 * row] - features[2 * row + 1];
        }
        return new ExampleBatch(
                batch.split(),
                batch.reading(),
                batch.first(),
                batch.lastOffset(),
                batch.timestamp(),
                batch.time(),
                MiniBatch.ofTargets(rows, 2, features, targets),
                batch.tally());
    }
}
