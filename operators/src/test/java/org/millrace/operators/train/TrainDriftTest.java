package org.millrace.operators.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.model.LearnerSettings;
import org.millrace.model.drift.Adwin;
import org.millrace.model.drift.Kswin;
import org.millrace.model.evaluation.Horizons;
import org.millrace.model.evaluation.Measure;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.optimizer.Sgd;
import org.millrace.model.schedule.EarlyStopping;
import org.millrace.operators.format.EvaluationJson;
import org.millrace.operators.metrics.Meter;
import org.millrace.operators.policy.DriftAnswer;
import org.millrace.operators.policy.DriftPolicy;
import org.millrace.operators.policy.TrainingOrder;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Drift;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;

/** What {@link Train} makes of a stream whose two classes exchange their names in the middle. */
class TrainDriftTest {

    static final DriftPolicy POLICY = policy(DriftAnswer.REPORT, false);

    private static final int ROWS = 16;
    private static final int BATCHES = 200;
    private static final int CHANGE = 120;

    private static DriftPolicy policy(DriftAnswer answer, boolean features) {
        return new DriftPolicy(
                Optional.of(new Adwin()),
                features ? Optional.of(new Kswin(1e-6, 60, 20, 1)) : Optional.empty(),
                answer,
                5,
                30);
    }

    private static TrainSettings settings(DriftPolicy policy) {
        return settings(TrainRuns.SETTINGS, policy);
    }

    private static TrainSettings settings(LearnerSettings learner, DriftPolicy policy) {
        return settings(ModelSettings.of(learner).withDrift(policy), "");
    }

    private static TrainSettings settings(ModelSettings model, String reset) {
        return new TrainSettings(
                model, TrainRuns.SCHEMA, TrainingOrder.ARRIVAL, 0, Horizons.DEFAULT, new Run("r1", 0, reset));
    }

    private static List<TrainElement> stream() {
        List<TrainElement> stream = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            stream.add(batch(i));
        }
        return stream;
    }

    private static ExampleBatch batch(int number) {
        ExampleBatch batch = TrainRuns.batch(Split.TRAINING, Phase.LIVE, 1, 0, (long) number * ROWS, ROWS);
        return number < CHANGE ? batch : changed(batch);
    }

    private static ExampleBatch changed(ExampleBatch batch) {
        int[] labels = batch.examples().labels().clone();
        for (int row = 0; row < labels.length; row++) {
            labels[row] = 1 - labels[row];
        }
        float[] features = new float[2 * ROWS];
        batch.examples().features().copyTo(features, 0, features.length);
        for (int row = 0; row < ROWS; row++) {
            features[2 * row] += 3;
            features[2 * row + 1] += 3;
        }
        return new ExampleBatch(
                batch.split(),
                batch.reading(),
                batch.first(),
                batch.lastOffset(),
                batch.timestamp(),
                batch.time(),
                new MiniBatch(ROWS, 2, features, labels),
                batch.tally());
    }

    private static List<EvaluationRecord> drifts(List<EvaluationRecord> records) {
        return records.stream().filter(record -> record.kind() == Kind.DRIFT).toList();
    }

    @Test
    void tellsOfADriftOnceAndWhere() throws Exception {
        List<EvaluationRecord> drifts = drifts(TrainRuns.outputOf(settings(POLICY), stream()));

        assertThat(drifts).hasSize(1);
        Drift drift = drifts.get(0).drift().orElseThrow();
        assertThat(drift.number()).isEqualTo(1);
        assertThat(drift.detector()).isEqualTo("adwin");
        assertThat(drift.feature()).isEmpty();
        assertThat(drift.answer()).contains("report");
        assertThat(drift.example()).isBetween((long) CHANGE * ROWS, CHANGE * ROWS + 200L);
        var range = drifts.get(0).subject().examples().orElseThrow();
        assertThat(drift.example()).isBetween(range.firstOffset(), range.lastOffset());
    }

    @Test
    void saysNothingOfAStreamThatStaysAsItIs() throws Exception {
        assertThat(drifts(TrainRuns.outputOf(settings(POLICY), stream().subList(0, CHANGE))))
                .isEmpty();
        assertThat(drifts(TrainRuns.outputOf(settings(DriftPolicy.NONE), stream())))
                .isEmpty();
    }

    @Test
    void tellsOfEachFeatureThatDrifts() throws Exception {
        List<EvaluationRecord> drifts =
                drifts(TrainRuns.outputOf(settings(policy(DriftAnswer.REPORT, true)), stream()));

        assertThat(drifts).extracting(EvaluationRecord::key).doesNotHaveDuplicates();
        List<Drift> features = drifts.stream()
                .flatMap(record -> record.drift().stream())
                .filter(drift -> drift.feature().isPresent())
                .toList();
        assertThat(features).extracting(drift -> drift.feature().orElseThrow()).containsExactlyInAnyOrder(0, 1);
        assertThat(features).allSatisfy(drift -> {
            assertThat(drift.detector()).isEqualTo("kswin");
            assertThat(drift.answer()).isEmpty();
            assertThat(drift.example()).isBetween((long) CHANGE * ROWS, (CHANGE + 20L) * ROWS);
        });
    }

    @ParameterizedTest
    @EnumSource
    void goesOnAfterARestoreAsIfThereHadBeenNone(DriftAnswer answer) throws Exception {
        TrainSettings settings = settings(policy(answer, true));
        List<String> uninterrupted = outputOfAll(settings, BATCHES + 1);
        for (int place : List.of(1, CHANGE, CHANGE + 3, CHANGE + 9, CHANGE + 12, BATCHES - 20)) {
            assertThat(outputOfAll(settings, place)).isEqualTo(uninterrupted);
        }
    }

    /** The output of the whole stream, with a restore before an element, and with a window at the end that shows the learner. */
    private static List<String> outputOfAll(TrainSettings settings, int place) throws Exception {
        List<TrainElement> elements = new ArrayList<>(stream());
        elements.add(TrainRuns.batch(Split.VALIDATION, Phase.LIVE, 1, 0, (long) BATCHES * ROWS, ROWS));
        List<EvaluationRecord> output = new ArrayList<>();
        OperatorSubtaskState snapshot;
        try (var harness = TrainRuns.harness(settings)) {
            harness.open();
            TrainRuns.feed(harness, elements.subList(0, Math.min(place, elements.size())));
            output.addAll(harness.extractOutputValues());
            snapshot = harness.snapshot(1, 1);
        }
        if (place < elements.size()) {
            try (var harness = TrainRuns.harness(settings)) {
                harness.initializeState(snapshot);
                harness.open();
                TrainRuns.feed(harness, elements.subList(place, elements.size()));
                output.addAll(harness.extractOutputValues());
            }
        }
        return output.stream()
                .map(record -> new String(EvaluationJson.write(record), UTF_8))
                .toList();
    }

    @Test
    void aRaisedRateLastsForItsSteps() throws Exception {
        LearnerSettings learner = TrainRuns.SETTINGS.withOptimizer(new Sgd()).withLearningRate(0.05);
        List<Double> rates = rates(settings(learner, policy(DriftAnswer.RAISE_RATE, false)));

        assertThat(rates).hasSize(BATCHES);
        int first = rates.indexOf(0.25);
        assertThat(first).isGreaterThan(CHANGE);
        assertThat(rates.subList(first, first + 30)).containsOnly(0.25);
        assertThat(rates.subList(0, first)).containsOnly(0.05);
        assertThat(rates.subList(first + 30, BATCHES)).containsOnly(0.05);
    }

    /** The learning rate of each step, by a window after it. */
    private static List<Double> rates(TrainSettings settings) throws Exception {
        List<TrainElement> elements = new ArrayList<>();
        for (TrainElement element : stream()) {
            elements.add(element);
            elements.add(TrainRuns.batch(
                    Split.VALIDATION,
                    Phase.LIVE,
                    1,
                    0,
                    ((ExampleBatch) element).first().offset(),
                    ROWS));
        }
        return TrainRuns.outputOf(settings, elements).stream()
                .filter(record -> record.kind() == Kind.WINDOW)
                .map(record -> record.learner().learningRate())
                .toList();
    }

    @Test
    void eachAnswerIsCountedAndTakesItsCourse() throws Exception {
        List<Double> losses = new ArrayList<>();
        for (DriftAnswer answer : DriftAnswer.values()) {
            try (MeteredTask task =
                    new MeteredTask(TrainRuns.SETTINGS, MeteredTask.CLASSES, policy(answer, true)).open()) {
                task.feed(stream());
                assertThat(task.count(Meter.DRIFTS, ",of=errors")).isEqualTo(1);
                assertThat(task.count(Meter.DRIFTS, ",of=features")).isEqualTo(2);
                assertThat(task.count(Meter.DRIFT_WARNINGS, "")).isZero();
                assertThat(task.count(Meter.EXAMPLES_SINCE_DRIFT, ""))
                        .isEqualTo(BATCHES * ROWS
                                - 1
                                - task.lastDrift(drift -> drift.feature().isEmpty())
                                        .example());
                for (DriftAnswer other : DriftAnswer.values()) {
                    assertThat(task.count(Meter.DRIFT_ANSWERS, ",answer=" + other.word()))
                            .isEqualTo(other == answer ? 1 : 0);
                }
                losses.add(task.figure(Meter.STEP_LOSS, ""));
            }
        }
        assertThat(losses).doesNotHaveDuplicates();
    }

    @Test
    void aNewLearnerIsNotComparedWithTheOneBefore() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = TrainRuns.harness(settings(POLICY))) {
            harness.open();
            TrainRuns.feed(harness, stream().subList(0, CHANGE));
            snapshot = harness.snapshot(1, 1);
        }
        TrainSettings anew = settings(ModelSettings.of(TrainRuns.SETTINGS).withDrift(POLICY), "again");
        try (var harness = TrainRuns.harness(anew)) {
            harness.initializeState(snapshot);
            harness.open();
            TrainRuns.feed(harness, stream().subList(CHANGE, BATCHES));
            assertThat(drifts(harness.extractOutputValues())).isEmpty();
        }
    }

    @Test
    void theLogHasTheFirstDriftsAndThenEveryHundredth() {
        assertThat(DriftLog.isTold(1)).isTrue();
        assertThat(DriftLog.isTold(20)).isTrue();
        assertThat(DriftLog.isTold(21)).isFalse();
        assertThat(DriftLog.isTold(100)).isTrue();
        assertThat(DriftLog.isTold(150)).isFalse();
    }

    @Test
    void aFrozenNetworkThawsOnADrift() throws Exception {
        EarlyStopping freezing = new EarlyStopping(Measure.LOSS, 0, 10, 0, EarlyStopping.Then.FREEZE);
        TrainSettings settings =
                settings(ModelSettings.of(TrainRuns.SETTINGS).withDrift(POLICY).withEarlyStopping(freezing), "");
        List<TrainElement> stream = new ArrayList<>(stream());
        // The second window is not better by 10, and so ends the training.
        for (int i = 0; i < 2; i++) {
            stream.add(CHANGE / 2, TrainRuns.batch(Split.VALIDATION, Phase.LIVE, 1, 0, 100_000 + i, 20));
        }
        stream.add(CHANGE + 2, TrainRuns.batch(Split.VALIDATION, Phase.LIVE, 1, 0, 200_000, 20));
        stream.add(TrainRuns.batch(Split.VALIDATION, Phase.LIVE, 1, 0, 300_000, 20));

        List<EvaluationRecord> output = TrainRuns.outputOf(settings, stream);

        List<EvaluationRecord> windows =
                output.stream().filter(record -> record.kind() == Kind.WINDOW).toList();
        EvaluationRecord frozen = windows.get(2);
        EvaluationRecord thawed = windows.get(3);
        assertThat(frozen.learner().best().orElseThrow().stopped()).isTrue();
        assertThat(frozen.ledger().untrained()).isEqualTo((CHANGE - CHANGE / 2L) * ROWS);
        assertThat(drifts(output)).isNotEmpty();
        assertThat(thawed.learner().best().orElseThrow().stopped()).isFalse();
        assertThat(thawed.ledger().trained()).isGreaterThan(frozen.ledger().trained());
        assertThat(thawed.ledger().difference()).isZero();
        assertThat(TrainRuns.withRestoreAt(CHANGE + 4, settings, stream))
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(output);
    }
}
