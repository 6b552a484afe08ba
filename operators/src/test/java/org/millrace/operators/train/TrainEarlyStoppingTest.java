package org.millrace.operators.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.operators.train.TrainRuns.SCHEMA;
import static org.millrace.operators.train.TrainRuns.SETTINGS;
import static org.millrace.operators.train.TrainRuns.batch;
import static org.millrace.operators.train.TrainRuns.digest;
import static org.millrace.operators.train.TrainRuns.end;
import static org.millrace.operators.train.TrainRuns.feed;
import static org.millrace.operators.train.TrainRuns.harness;
import static org.millrace.operators.train.TrainRuns.outputOf;
import static org.millrace.operators.train.TrainRuns.withRestoreAt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.model.LearnerSettings;
import org.millrace.model.evaluation.Horizons;
import org.millrace.model.evaluation.Measure;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.optimizer.Adam;
import org.millrace.model.schedule.EarlyStopping;
import org.millrace.model.schedule.EarlyStopping.Then;
import org.millrace.operators.metrics.Meter;
import org.millrace.operators.policy.TrainingOrder;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Best;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Scores;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;

/** A network that learns noise by heart, and is stopped in time. */
class TrainEarlyStoppingTest {

    private static final int PASSES = 12;

    /** Far too large for forty examples of which a third have the wrong label. */
    private static final LearnerSettings LARGE = LearnerSettings.of(Architecture.of(2, Activation.RELU, 2, 200))
            .withOptimizer(new Adam())
            .withLearningRate(0.03)
            .withSeed(3);

    private static TrainSettings settings(Then then) {
        EarlyStopping rule = new EarlyStopping(Measure.LOSS, 2, 0, 0, then);
        return settings(ModelSettings.of(LARGE).withEarlyStopping(rule));
    }

    private static TrainSettings settings(ModelSettings model) {
        return new TrainSettings(model, SCHEMA, TrainingOrder.ARRIVAL, 0, Horizons.DEFAULT, new Run("r1", PASSES, ""));
    }

    private static ExampleBatch withWrongLabels(ExampleBatch batch) {
        Random random = new Random(batch.first().offset());
        int[] labels = Arrays.stream(batch.examples().labels())
                .map(label -> random.nextInt(3) == 0 ? 1 - label : label)
                .toArray();
        return batch.labelled(List.of(), labels);
    }

    private static List<TrainElement> passes() {
        List<TrainElement> elements = new ArrayList<>();
        for (int pass = 1; pass <= PASSES; pass++) {
            for (int i = 0; i < 5; i++) {
                elements.add(withWrongLabels(batch(Split.TRAINING, Phase.TRAINING, pass, 0, 8L * i, 8)));
            }
            elements.add(batch(Split.VALIDATION, Phase.TRAINING, pass, 0, 10_000, 60));
            elements.add(end(Phase.TRAINING, pass, 0, pass == PASSES));
            elements.add(end(Phase.TRAINING, pass, 1, pass == PASSES));
        }
        elements.add(batch(Split.TEST, Phase.TEST, 1, 0, 20_000, 200));
        elements.add(end(Phase.TEST, 1, 0, true));
        elements.add(end(Phase.TEST, 1, 1, true));
        return elements;
    }

    private static List<EvaluationRecord> of(Kind kind, List<EvaluationRecord> output) {
        return output.stream().filter(record -> record.kind() == kind).toList();
    }

    /** The number of the pass with the least validation loss. */
    private static int best(List<EvaluationRecord> passes) {
        int best = 0;
        for (int i = 1; i < passes.size(); i++) {
            if (loss(passes.get(i)) < loss(passes.get(best))) {
                best = i;
            }
        }
        return best + 1;
    }

    private static double loss(EvaluationRecord record) {
        return record.heldOut().map(Scores::loss).orElseThrow();
    }

    @Test
    void stopsAndTestsTheBestNetwork() throws Exception {
        List<EvaluationRecord> whole = outputOf(settings(ModelSettings.of(LARGE)), passes());
        int best = best(of(Kind.PASS, whole));
        int stop = best + 3;
        List<EvaluationRecord> stopped = outputOf(settings(Then.STOP), passes());

        assertThat(stop).isLessThan(PASSES);
        List<EvaluationRecord> ofPasses = of(Kind.PASS, stopped);
        assertThat(ofPasses.get(stop - 1).learner().best())
                .contains(new Best(best, "loss", loss(of(Kind.PASS, whole).get(best - 1)), true));
        assertThat(ofPasses.get(stop - 2).learner().best().orElseThrow().stopped())
                .isFalse();
        assertThat(digest(stopped)).isEqualTo(network(of(Kind.PASS, whole).get(best - 1)));
        assertThat(loss(stopped.get(stopped.size() - 1))).isLessThan(loss(whole.get(whole.size() - 1)));
        // What comes later is counted, and neither predicted nor trained on.
        assertThat(ofPasses.get(stop).training()).isEmpty();
        assertThat(ofPasses.get(PASSES - 1).ledger().untrained()).isEqualTo(40L * (PASSES - stop));
        assertThat(ofPasses.get(PASSES - 1).ledger().trained()).isEqualTo(40L * stop);
        assertThat(stopped.get(stopped.size() - 1).ledger().difference()).isZero();
    }

    @Test
    void aFrozenNetworkGoesOnToPredict() throws Exception {
        List<EvaluationRecord> frozen = of(Kind.PASS, outputOf(settings(Then.FREEZE), passes()));

        assertThat(frozen.get(PASSES - 1).training().orElseThrow().examples()).isEqualTo(40);
        assertThat(frozen.get(PASSES - 1).training().map(Scores::loss))
                .isEqualTo(frozen.get(PASSES - 2).training().map(Scores::loss));
        assertThat(network(frozen.get(PASSES - 1))).isEqualTo(network(frozen.get(PASSES - 2)));
    }

    @Test
    void goesOnAndTestsTheBestNetworkAtTheEnd() throws Exception {
        List<EvaluationRecord> whole = outputOf(settings(ModelSettings.of(LARGE)), passes());
        List<EvaluationRecord> goingOn = outputOf(settings(Then.GO_ON), passes());

        assertThat(of(Kind.PASS, goingOn))
                .extracting(TrainEarlyStoppingTest::network)
                .isEqualTo(of(Kind.PASS, whole).stream()
                        .map(TrainEarlyStoppingTest::network)
                        .toList());
        assertThat(digest(goingOn)).isEqualTo(network(of(Kind.PASS, whole).get(best(of(Kind.PASS, whole)) - 1)));
        assertThat(of(Kind.PASS, goingOn).get(PASSES - 1).ledger().untrained()).isZero();
    }

    private static String network(EvaluationRecord record) {
        return record.network().orElseThrow().sha256();
    }

    @ParameterizedTest
    @EnumSource(Then.class)
    void isTheSameAfterARestartAnywhere(Then then) throws Exception {
        List<TrainElement> elements = passes();
        List<EvaluationRecord> whole = outputOf(settings(then), elements);
        for (int cut = 0; cut < elements.size(); cut += 9) {
            assertThat(withRestoreAt(cut, settings(then), elements))
                    .as("restored after %d", cut)
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .isEqualTo(whole);
        }
    }

    @Test
    void judgesTheWindowsOfALiveTopic() throws Exception {
        EarlyStopping rule = new EarlyStopping(Measure.ACCURACY, 3, 0, 2, Then.FREEZE);
        TrainSettings live = new TrainSettings(
                ModelSettings.of(SETTINGS).withEarlyStopping(rule),
                SCHEMA,
                TrainingOrder.ARRIVAL,
                0,
                Horizons.DEFAULT,
                new Run("r1", 0, ""));
        List<TrainElement> elements = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            elements.add(batch(Split.TRAINING, Phase.LIVE, 1, 0, 16L * i, 16));
            elements.add(batch(Split.VALIDATION, Phase.LIVE, 1, 0, 10_000, 20));
        }

        List<EvaluationRecord> windows = outputOf(live, elements);

        EvaluationRecord last = windows.get(windows.size() - 1);
        assertThat(windows.get(1).learner().best()).isEmpty();
        assertThat(windows.get(2).learner().best().orElseThrow().number()).isEqualTo(3);
        assertThat(last.learner().best().orElseThrow().stopped()).isTrue();
        assertThat(last.ledger().untrained()).isPositive();
        assertThat(last.ledger().difference()).isZero();
    }

    @Test
    void goesOnFromTheBestNetworkWhereItIsNoLongerAskedFor() throws Exception {
        List<TrainElement> elements = passes();
        try (var before = harness(settings(Then.STOP));
                var after = harness(settings(ModelSettings.of(LARGE)))) {
            before.open();
            feed(before, elements.subList(0, 8 * (PASSES - 1)));
            after.initializeState(before.snapshot(1, 1));
            after.open();
            feed(after, elements.subList(8 * (PASSES - 1), elements.size()));

            List<EvaluationRecord> last = of(Kind.PASS, after.extractOutputValues());
            assertThat(last.get(0).training().orElseThrow().examples()).isEqualTo(40);
            assertThat(last.get(0).learner().best()).isEmpty();
        }
    }

    @Test
    void showsThatItHasStopped() throws Exception {
        try (MeteredTask task = new MeteredTask(settings(Then.STOP)).open().feed(passes())) {
            Best best = task.last(Kind.TEST).learner().best().orElseThrow();

            assertThat(task.figure(Meter.TRAINING_STOPPED, "")).isEqualTo(1);
            assertThat(task.figure(Meter.BEST_VALIDATION_FIGURE, "")).isEqualTo(best.value());
            assertThat(task.count(Meter.UNTRAINED_EXAMPLES, ""))
                    .isEqualTo(task.last(Kind.TEST).ledger().untrained());
        }
    }
}
