package org.millrace.operators.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.operators.Elements.TOPIC;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.millrace.model.LearnerSettings;
import org.millrace.model.evaluation.Horizons;
import org.millrace.model.evaluation.Measure;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.schedule.EarlyStopping;
import org.millrace.operators.metrics.Meter;
import org.millrace.operators.policy.TrainingOrder;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Reading;
import org.millrace.operators.record.Scores;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;

/** What {@link Train} shows of its models, by Flink's own metric groups. */
class TrainMetersTest {

    private static final Run LIVE = new Run("live", 0, "");

    @Test
    void scoresAreThoseOfTheEvaluations() throws Exception {
        try (MeteredTask task = MeteredTask.start().feed(TrainRuns.run())) {
            EvaluationRecord window = task.last(Kind.WINDOW);
            EvaluationRecord pass = task.last(Kind.PASS);
            Scores test = task.last(Kind.TEST).heldOut().orElseThrow();

            assertScores(task, ",split=training", window.training().orElseThrow());
            assertScores(task, ",split=validation", window.heldOut().orElseThrow());
            assertScores(task, ",split=test", test);
            assertThat(task.figure(Meter.PASS_LOSS, ",split=training"))
                    .isEqualTo(pass.training().orElseThrow().loss());
            assertThat(task.figure(Meter.PASS_LOSS, ",split=validation"))
                    .isEqualTo(pass.heldOut().orElseThrow().loss());
            assertThat(task.figure(Meter.PASS_ACCURACY, ",split=validation"))
                    .isEqualTo(pass.heldOut().orElseThrow().accuracy());
            assertThat(task.figure(Meter.LEARNING_RATE, ""))
                    .isEqualTo(window.learner().learningRate());
            assertThat(task.figure(Meter.GRADIENT_NORM, ""))
                    .isEqualTo(window.learner().gradientNorm());
        }
    }

    private static void assertScores(MeteredTask task, String split, Scores scores) {
        assertThat(task.figure(Meter.LOSS, split)).isEqualTo(scores.loss());
        assertThat(task.figure(Meter.ACCURACY, split)).isEqualTo(scores.accuracy());
        assertThat(task.figure(Meter.KAPPA, split)).isEqualTo(scores.kappa());
    }

    @Test
    void figuresOverEveryHorizonAreThoseOfTheEvaluations() throws Exception {
        try (MeteredTask task = MeteredTask.start().feed(TrainRuns.run())) {
            EvaluationRecord pass = task.last(Kind.PASS);
            EvaluationRecord test = task.last(Kind.TEST);

            for (String horizon : List.of("run", "sliding", "fading")) {
                assertFigures(
                        task,
                        ",split=training,horizon=" + horizon,
                        test.horizons().get(horizon));
            }
            assertFigures(
                    task,
                    ",split=training,horizon=pass",
                    figures(pass.training().orElseThrow()));
            assertFigures(
                    task,
                    ",split=validation,horizon=pass",
                    figures(pass.heldOut().orElseThrow()));
            assertFigures(
                    task,
                    ",split=validation,horizon=window",
                    figures(task.last(Kind.WINDOW).heldOut().orElseThrow()));
            assertFigures(
                    task, ",split=test,horizon=window", figures(test.heldOut().orElseThrow()));
            assertFigures(
                    task, ",split=test,horizon=run", figures(test.heldOut().orElseThrow()));
            assertThat(task.metrics.figures().keySet())
                    .as("whether an example is among five of two classes, and how far off a number is")
                    .noneMatch(name -> name.startsWith(Meter.EVALUATION_TOP_5_ACCURACY.registeredName())
                            || name.startsWith(Meter.EVALUATION_MAE.registeredName()));
        }
    }

    private static Map<String, Double> figures(Scores scores) {
        Map<String, Double> figures = new HashMap<>(scores.others());
        figures.put("loss", scores.loss());
        figures.put("accuracy", scores.accuracy());
        figures.put("kappa", scores.kappa());
        return figures;
    }

    private static void assertFigures(MeteredTask task, String labels, Map<String, Double> figures) {
        assertThat(figures).hasSize(16);
        figures.forEach((code, figure) -> assertThat(
                        task.figure(Meter.valueOf("EVALUATION_" + code.toUpperCase(Locale.ROOT)), labels))
                .as(code + labels)
                .isEqualTo(figure));
    }

    @Test
    void figuresOfALongRunAreNotWorkedOutAtEveryWindow() throws Exception {
        String run = ",split=training,horizon=run";
        try (MeteredTask task = new MeteredTask(TrainRuns.SETTINGS, MeteredTask.CLASSES, LIVE)
                .open()
                .feed(live().subList(0, 2))) {
            double early = task.figure(Meter.EVALUATION_LOSS, run);
            task.feed(live().subList(0, 2));
            assertThat(task.figure(Meter.EVALUATION_LOSS, run)).isEqualTo(early);
            task.harness.setProcessingTime(MeteredTask.NOW + 1_000);
            task.feed(live().subList(0, 2));
            assertThat(task.figure(Meter.EVALUATION_LOSS, run)).isNotEqualTo(early);
        }
    }

    @Test
    void countsAreThoseOfTheLedgerAndOfTheConfusionMatrices() throws Exception {
        try (MeteredTask task = MeteredTask.start().feed(TrainRuns.run())) {
            EvaluationRecord end = task.last(Kind.TEST);

            assertThat(task.count(Meter.RECORDS_READ, ""))
                    .isEqualTo(end.ledger().read());
            assertThat(task.count(Meter.RECORDS_DEAD_LETTERED, ""))
                    .isEqualTo(end.ledger().deadLettered());
            assertThat(task.count(Meter.RECORDS_LOST, "")).isEqualTo(6 * 5);
            assertThat(task.count(Meter.LEDGER_DIFFERENCE, "")).isZero();
            assertThat(task.count(Meter.EXAMPLES, ",split=training"))
                    .isEqualTo(end.ledger().trained());
            assertThat(task.count(Meter.EXAMPLES, ",split=validation"))
                    .isEqualTo(end.ledger().validated());
            assertThat(task.count(Meter.EXAMPLES, ",split=test"))
                    .isEqualTo(end.ledger().tested());
            assertThat(task.count(Meter.STEPS, "")).isEqualTo(80);
            assertThat(task.count(Meter.BATCHES, ",split=training")).isEqualTo(80);
            assertThat(task.count(Meter.BATCHES, ",split=validation")).isEqualTo(16);
            assertThat(task.count(Meter.BATCHES, ",split=test")).isEqualTo(2);
            assertThat(task.count(Meter.PASSES, "")).isEqualTo(2);
            assertThat(task.count(Meter.PLANNED_PASSES, "")).isEqualTo(2);

            List<EvaluationRecord> passes = task.records().stream()
                    .filter(record -> record.kind() == Kind.PASS)
                    .toList();
            assertCells(
                    task,
                    "training",
                    passes.stream().map(pass -> pass.training().orElseThrow()).toList());
            assertCells(
                    task,
                    "validation",
                    passes.stream().map(pass -> pass.heldOut().orElseThrow()).toList());
            assertCells(task, "test", List.of(end.heldOut().orElseThrow()));
        }
    }

    private static void assertCells(MeteredTask task, String split, List<Scores> scores) {
        for (int actual = 0; actual < 2; actual++) {
            long ofClass = 0;
            for (int predicted = 0; predicted < 2; predicted++) {
                int row = actual;
                int column = predicted;
                long count = scores.stream()
                        .mapToLong(
                                score -> score.confusionMatrix().orElseThrow().count(row, column))
                        .sum();
                ofClass += count;
                assertThat(task.count(
                                Meter.PREDICTIONS,
                                ",split=" + split + ",actual=" + MeteredTask.CLASSES.get(row) + ",predicted="
                                        + MeteredTask.CLASSES.get(column)))
                        .isEqualTo(count);
                if (row == column) {
                    assertThat(task.count(
                                    Meter.CLASS_CORRECT, ",split=" + split + ",class=" + MeteredTask.CLASSES.get(row)))
                            .isEqualTo(count);
                }
            }
            assertThat(task.count(
                            Meter.CLASS_EXAMPLES, ",split=" + split + ",class=" + MeteredTask.CLASSES.get(actual)))
                    .isEqualTo(ofClass);
        }
    }

    @Test
    void theGapIsBetweenTheSmoothedLosses() throws Exception {
        try (MeteredTask task = MeteredTask.start().feed(TrainRuns.run())) {
            double training = task.figure(Meter.SMOOTHED_LOSS, ",split=training");
            double validation = task.figure(Meter.SMOOTHED_LOSS, ",split=validation");

            assertThat(task.figure(Meter.GENERALIZATION_GAP, "")).isEqualTo(validation - training);
            assertThat(task.figure(Meter.SMOOTHED_ACCURACY, ",split=validation"))
                    .isBetween(0.5, 1.0);
        }
    }

    @Test
    void saysWhenTrainingHasEnded() throws Exception {
        List<TrainElement> elements = TrainRuns.run();
        int lastPass = elements.size() - 4;
        try (MeteredTask task = MeteredTask.start().feed(elements.subList(0, lastPass - 1))) {
            assertThat(task.figure(Meter.TRAINING_ENDED, "")).isZero();
            task.feed(elements.subList(lastPass - 1, lastPass));
            assertThat(task.figure(Meter.TRAINING_ENDED, "")).isEqualTo(1);
        }
    }

    @Test
    void countsBatchesFromWhichNothingIsLearned() throws Exception {
        ExampleBatch good = TrainRuns.batch(Split.TRAINING, Phase.LIVE, 1, 0, 0, 16);
        ExampleBatch damaged = new ExampleBatch(
                Split.TRAINING,
                Reading.LIVE,
                new Place(TOPIC, 0, 16),
                16,
                5_000,
                5_000,
                new MiniBatch(1, 2, new float[] {Float.NaN, 0}, new int[1]),
                new ReadTally(1, 0));
        try (MeteredTask task = MeteredTask.start().feed(List.of(good, damaged))) {
            assertThat(task.figure(Meter.STEPS, "")).isEqualTo(1);
            assertThat(task.figure(Meter.REFUSED_STEPS, "")).isEqualTo(1);
            assertThat(task.figure(Meter.STEP_LOSS, "")).isNaN();
        }
    }

    /** A mini-batch, a validation window, and two tests. */
    private static List<TrainElement> live() {
        ExampleBatch training = TrainRuns.batch(Split.TRAINING, Phase.LIVE, 1, 0, 0, 16);
        ExampleBatch window = TrainRuns.batch(Split.VALIDATION, Phase.LIVE, 1, 0, 16, 50);
        ExampleBatch test = TrainRuns.batch(Split.TEST, Phase.LIVE, 1, 0, 70, 20);
        return List.of(training, window, test, test);
    }

    @Test
    void theLagOfALiveTopicGrowsWhileNothingComes() throws Exception {
        OperatorSubtaskState snapshot;
        try (MeteredTask task = new MeteredTask(TrainRuns.SETTINGS, MeteredTask.CLASSES, LIVE)
                .open()
                .feed(live())) {
            assertThat(task.figure(Meter.EXAMPLE_LAG, "")).isEqualTo((MeteredTask.NOW - 5_070) / 1000.0);
            task.harness.setProcessingTime(MeteredTask.NOW + 9_000);
            assertThat(task.figure(Meter.EXAMPLE_LAG, "")).isEqualTo((MeteredTask.NOW + 9_000 - 5_070) / 1000.0);
            snapshot = task.harness.snapshot(1, 1);
        }
        try (MeteredTask task = new MeteredTask(TrainRuns.SETTINGS, MeteredTask.CLASSES, LIVE).restore(snapshot)) {
            task.feed(live().subList(0, 1));
            assertThat(task.figure(Meter.EXAMPLE_LAG, ""))
                    .as("of the newest example, and not of the last one")
                    .isEqualTo((MeteredTask.NOW - 5_070) / 1000.0);
        }
    }

    @Test
    void showsTheWindowsAndTestsOfALiveTopic() throws Exception {
        try (MeteredTask task = new MeteredTask(TrainRuns.SETTINGS, MeteredTask.CLASSES, LIVE)
                .open()
                .feed(live())) {
            assertThat(task.figure(Meter.CLASS_F1, ",split=validation,class=above"))
                    .isBetween(0.0, 1.0);
            assertThat(task.figure(Meter.CLASS_EXAMPLES, ",split=test,class=above")
                            + task.figure(Meter.CLASS_EXAMPLES, ",split=test,class=below"))
                    .isEqualTo(40);
            assertThat(task.names())
                    .doesNotContain(Meter.PASS_LOSS.registeredName(), Meter.PLANNED_PASSES.registeredName());
        }
    }

    @Test
    void looksAtTheWeightsEveryHundredSteps() throws Exception {
        List<TrainElement> batches = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            batches.add(TrainRuns.batch(Split.TRAINING, Phase.LIVE, 1, 0, 16L * i, 16));
        }
        try (MeteredTask task = MeteredTask.start()) {
            task.feed(batches.subList(0, 1));
            double first = task.figure(Meter.WEIGHT_NORM, "");
            assertThat(task.figure(Meter.UPDATE_RATIO, "")).isBetween(1e-6, 1.0);
            assertThat(task.figure(Meter.LAYER_UPDATE_RATIO, ",layer=2")).isBetween(1e-6, 1.0);
            assertThat(task.figure(Meter.ACTIVATION_DEVIATION, ",layer=1")).isBetween(1e-6, 10.0);
            assertThat(task.figure(Meter.DEAD_UNITS, ",layer=1")).isBetween(0.0, 1.0);

            task.feed(batches.subList(1, 100));
            assertThat(task.figure(Meter.WEIGHT_NORM, "")).isEqualTo(first);
            task.feed(batches.subList(100, 101));
            assertThat(task.figure(Meter.WEIGHT_NORM, "")).isNotEqualTo(first);
        }
    }

    @Test
    void describesTheModel() throws Exception {
        try (MeteredTask task = MeteredTask.start().feed(TrainRuns.run().subList(0, 1))) {
            assertThat(task.figure(
                            Meter.MODEL_INFO, ",network=2-8(relu)-2,task=classification,optimizer=adam,mode=passes"))
                    .isEqualTo(1);
            assertThat(task.figure(Meter.PARAMETERS, "")).isEqualTo(2 * 8 + 8 + 8 * 2 + 2);
            // Weights and two moments of float32, and less than one more vector of everything else.
            assertThat(task.figure(Meter.STATE_BYTES, "")).isBetween(3 * 4 * 42.0, 3 * 4 * 42.0 + 500);
            assertThat(task.figure(Meter.RECORDS_READ, "")).isEqualTo(16);
        }
    }

    @Test
    void saysWhatTrains() throws Exception {
        try (MeteredTask task = MeteredTask.start()) {
            assertThat(task.metrics.figures().keySet())
                    .filteredOn(name -> name.startsWith(Meter.BUILD_INFO.registeredName()))
                    .singleElement()
                    .asString()
                    .matches(".*\\{version=\\d+\\.\\d+\\.\\d+.*,java=\\d+.*,blas_kernel=\\w+}");
        }
    }

    @Test
    void measuresEveryMeterOfTheCatalogue() throws Exception {
        Set<String> measured = new TreeSet<>();
        try (MeteredTask task = MeteredTask.start().feed(TrainRuns.run())) {
            measured.addAll(task.names());
        }
        LearnerSettings regression =
                LearnerSettings.of(Architecture.of(2, Activation.TANH, 1, 8)).withLoss(new MeanSquaredError());
        List<TrainElement> elements =
                TrainRuns.run().stream().map(TrainTest::asRegression).toList();
        try (MeteredTask task =
                new MeteredTask(regression, List.of("difference")).open().feed(elements)) {
            measured.addAll(task.names());
        }
        try (MeteredTask task = new MeteredTask(TrainRuns.SETTINGS, MeteredTask.CLASSES, LIVE)
                .open()
                .feed(live())) {
            measured.addAll(task.names());
        }
        EarlyStopping stopping = new EarlyStopping(Measure.LOSS, 9, 0, 0, EarlyStopping.Then.STOP);
        try (MeteredTask task = new MeteredTask(new TrainSettings(
                        ModelSettings.of(TrainRuns.SETTINGS).withEarlyStopping(stopping),
                        TrainRuns.SCHEMA,
                        TrainingOrder.ARRIVAL,
                        0,
                        Horizons.DEFAULT,
                        TrainRuns.run("")))
                .open()
                .feed(TrainRuns.run())) {
            measured.addAll(task.names());
        }
        try (MeteredTask task = new MeteredTask(
                        LearnerSettings.of(Architecture.of(2, Activation.RELU, 6, 8)),
                        List.of("below", "above", "c", "d", "e", "f"),
                        LIVE)
                .open()
                .feed(live())) {
            measured.addAll(task.names());
        }
        measured.add(Meter.DEAD_LETTERS.registeredName()); // see CountDeadLettersTest
        measured.add(Meter.WAITING_RECORDS.registeredName()); // see HoldOutTest

        Set<String> catalogue = new TreeSet<>();
        for (Meter meter : Meter.values()) {
            catalogue.add(meter.registeredName());
        }
        catalogue.remove(Meter.STEP_DURATION.registeredName());
        for (String part : List.of("_bucket", "_count", "_sum")) {
            catalogue.add(Meter.STEP_DURATION.registeredName() + part);
        }
        assertThat(measured).isEqualTo(catalogue);
    }

    @Test
    void everyMeterSuppliesItsHelpText() throws Exception {
        try (MeteredTask task = MeteredTask.start().feed(TrainRuns.run())) {
            assertThat(task.metrics.helpTexts()).hasSizeGreaterThan(30).allSatisfy((name, help) -> assertThat(
                            Arrays.stream(Meter.values())
                                    .filter(meter -> meter.help().equals(help)))
                    .as(name)
                    .singleElement()
                    .satisfies(meter -> assertThat(name).startsWith(meter.registeredName())));
        }
    }
}
