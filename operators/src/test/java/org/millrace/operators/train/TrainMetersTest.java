package org.millrace.operators.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.millrace.operators.Elements.TOPIC;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.millrace.model.LearnerSettings;
import org.millrace.model.loss.BinaryCrossEntropy;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.operators.metrics.CapturedMetrics;
import org.millrace.operators.metrics.Meter;
import org.millrace.operators.metrics.MeterType;
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

    private static final List<String> CLASSES = List.of("below", "above");
    private static final long NOW = 60_000;
    private static final Run LIVE = new Run("live", 0, "");

    private static final Set<String> OF_THE_STATE = Arrays.stream(Meter.values())
            .filter(meter -> meter.type() == MeterType.COUNTER
                    || meter == Meter.SMOOTHED_LOSS
                    || meter == Meter.SMOOTHED_ACCURACY)
            .map(Meter::registeredName)
            .collect(Collectors.toUnmodifiableSet());

    /** A task between two restarts. */
    private static final class Task implements AutoCloseable {

        private final CapturedMetrics metrics = new CapturedMetrics();
        private final String id;
        private final MockEnvironment environment =
                new MockEnvironmentBuilder().setMetricGroup(metrics.task()).build();
        private final KeyedOneInputStreamOperatorTestHarness<String, TrainElement, EvaluationRecord> harness;

        Task(LearnerSettings settings, List<String> outputs) throws Exception {
            this(settings, outputs, "");
        }

        Task(LearnerSettings settings, List<String> outputs, String reset) throws Exception {
            this(settings, outputs, TrainRuns.run(reset));
        }

        Task(LearnerSettings settings, List<String> outputs, Run run) throws Exception {
            id = run.id();
            harness = new KeyedOneInputStreamOperatorTestHarness<>(
                    new KeyedProcessOperator<>(new Train(new TrainSettings(
                            settings, TrainRuns.schema(settings, outputs), TrainingOrder.ARRIVAL, 0, run))),
                    unused -> "mill",
                    BasicTypeInfo.STRING_TYPE_INFO,
                    environment);
            harness.setProcessingTime(NOW);
        }

        Task open() throws Exception {
            harness.open();
            return this;
        }

        Task restore(OperatorSubtaskState snapshot) throws Exception {
            harness.initializeState(snapshot);
            return open();
        }

        Task feed(List<TrainElement> elements) throws Exception {
            for (TrainElement element : elements) {
                harness.processElement(new StreamRecord<>(element));
            }
            return this;
        }

        List<EvaluationRecord> records() {
            return harness.extractOutputValues();
        }

        /** The last record of a kind. */
        EvaluationRecord last(Kind kind) {
            return records().stream()
                    .filter(record -> record.kind() == kind)
                    .reduce((before, after) -> after)
                    .orElseThrow();
        }

        double figure(Meter meter, String labels) {
            Double figure = metrics.figures().get(meter.registeredName() + "{model=mill,run=" + id + labels + "}");
            assertThat(figure).as(meter + labels).isNotNull();
            return figure;
        }

        long count(Meter counter, String labels) {
            return (long) figure(counter, labels);
        }

        Set<String> names() {
            Set<String> names = new TreeSet<>();
            metrics.figures().keySet().forEach(name -> names.add(name.substring(0, name.indexOf('{'))));
            return names;
        }

        @Override
        public void close() throws Exception {
            harness.close();
            environment.close();
        }
    }

    private static Task task() throws Exception {
        return new Task(TrainRuns.SETTINGS, CLASSES).open();
    }

    @Test
    void scoresAreThoseOfTheEvaluations() throws Exception {
        try (Task task = task().feed(TrainRuns.run())) {
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

    private static void assertScores(Task task, String split, Scores scores) {
        assertThat(task.figure(Meter.LOSS, split)).isEqualTo(scores.loss());
        assertThat(task.figure(Meter.ACCURACY, split)).isEqualTo(scores.accuracy());
        assertThat(task.figure(Meter.KAPPA, split)).isEqualTo(scores.kappa());
    }

    @Test
    void countsAreThoseOfTheLedgerAndOfTheConfusionMatrices() throws Exception {
        try (Task task = task().feed(TrainRuns.run())) {
            EvaluationRecord end = task.last(Kind.TEST);

            assertThat(task.count(Meter.RECORDS_READ, ""))
                    .isEqualTo(end.ledger().read());
            assertThat(task.count(Meter.RECORDS_DEAD_LETTERED, ""))
                    .isEqualTo(end.ledger().deadLettered());
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

    private static void assertCells(Task task, String split, List<Scores> scores) {
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
                                ",split=" + split + ",actual=" + CLASSES.get(row) + ",predicted="
                                        + CLASSES.get(column)))
                        .isEqualTo(count);
                if (row == column) {
                    assertThat(task.count(Meter.CLASS_CORRECT, ",split=" + split + ",class=" + CLASSES.get(row)))
                            .isEqualTo(count);
                }
            }
            assertThat(task.count(Meter.CLASS_EXAMPLES, ",split=" + split + ",class=" + CLASSES.get(actual)))
                    .isEqualTo(ofClass);
        }
    }

    @Test
    void scoresEachClassOfTheLastPassAndOfTheTest() throws Exception {
        try (Task task = task().feed(TrainRuns.run())) {
            for (Kind kind : List.of(Kind.PASS, Kind.TEST)) {
                long[][] counts = task.last(kind)
                        .heldOut()
                        .orElseThrow()
                        .confusionMatrix()
                        .orElseThrow()
                        .counts();
                String labels = ",split=" + (kind == Kind.PASS ? "validation" : "test") + ",class=above";
                double precision = (double) counts[1][1] / (counts[0][1] + counts[1][1]);
                double recall = (double) counts[1][1] / (counts[1][0] + counts[1][1]);

                assertThat(task.figure(Meter.CLASS_PRECISION, labels)).isCloseTo(precision, within(1e-12));
                assertThat(task.figure(Meter.CLASS_RECALL, labels)).isCloseTo(recall, within(1e-12));
                assertThat(task.count(
                                Meter.LAST_PREDICTIONS,
                                labels.replace(",class=above", ",actual=above,predicted=below")))
                        .isEqualTo(counts[1][0]);
                assertThat(task.figure(Meter.CLASS_F1, labels))
                        .isCloseTo(2 * precision * recall / (precision + recall), within(1e-12));
            }
        }
    }

    @Test
    void theGapIsBetweenTheSmoothedLosses() throws Exception {
        try (Task task = task().feed(TrainRuns.run())) {
            double training = task.figure(Meter.SMOOTHED_LOSS, ",split=training");
            double validation = task.figure(Meter.SMOOTHED_LOSS, ",split=validation");

            assertThat(task.figure(Meter.GENERALIZATION_GAP, "")).isEqualTo(validation - training);
            assertThat(task.figure(Meter.SMOOTHED_ACCURACY, ",split=validation"))
                    .isBetween(0.5, 1.0);
        }
    }

    @Test
    void countsGoOnAfterARestoreAsIfThereHadBeenNone() throws Exception {
        List<TrainElement> elements = TrainRuns.run();
        Map<String, Double> uninterrupted;
        try (Task task = task().feed(elements)) {
            uninterrupted = counted(task);
        }

        for (int cut = 1; cut < elements.size(); cut += 7) {
            OperatorSubtaskState snapshot;
            try (Task before = task().feed(elements.subList(0, cut))) {
                snapshot = before.harness.snapshot(1, 1);
            }
            try (Task after = new Task(TrainRuns.SETTINGS, CLASSES).restore(snapshot)) {
                assertThat(counted(after.feed(elements.subList(cut, elements.size()))))
                        .as("restored after %d", cut)
                        .isEqualTo(uninterrupted);
            }
        }
    }

    /** All figures that follow from the state; how long steps took, and what single steps did, does not. */
    private static Map<String, Double> counted(Task task) {
        Map<String, Double> figures = new HashMap<>(task.metrics.figures());
        figures.keySet().removeIf(name -> !OF_THE_STATE.contains(name.substring(0, name.indexOf('{'))));
        assertThat(figures).hasSizeGreaterThan(30);
        return figures;
    }

    @Test
    void showsTheRestoredCountsWithTheFirstBatch() throws Exception {
        List<TrainElement> elements = TrainRuns.run();
        OperatorSubtaskState snapshot;
        try (Task before = task().feed(elements.subList(0, 47))) {
            snapshot = before.harness.snapshot(1, 1);
        }
        try (Task after = new Task(TrainRuns.SETTINGS, CLASSES).restore(snapshot)) {
            assertThat(after.names())
                    .containsExactly(Meter.BUILD_INFO.registeredName(), Meter.RESIDENT_BYTES.registeredName());
            after.feed(elements.subList(47, 48));

            double examples = after.figure(Meter.EXAMPLES, ",split=training");
            assertThat(examples).isGreaterThan(500);
            assertThat(after.metrics.figures().entrySet().stream()
                            .filter(figure -> figure.getKey().startsWith("millrace_predictions{")
                                    && figure.getKey().contains("split=training"))
                            .mapToDouble(Map.Entry::getValue)
                            .sum())
                    .isEqualTo(examples);
        }
    }

    @Test
    void aRestoredCounterIsNeverSeenAtZero() throws Exception {
        List<TrainElement> elements = TrainRuns.run();
        OperatorSubtaskState snapshot;
        Map<String, Double> saved;
        try (Task before = task().feed(elements.subList(0, 47))) {
            assertThat(before.metrics.firstFigures()).containsEntry("millrace_steps{model=mill,run=r1}", 0.0);
            snapshot = before.harness.snapshot(1, 1);
            saved = before.metrics.figures();
        }
        try (Task after = new Task(TrainRuns.SETTINGS, CLASSES).restore(snapshot)) {
            after.feed(elements.subList(47, 48));

            for (Meter meter : List.of(Meter.STEPS, Meter.RECORDS_READ, Meter.PASSES)) {
                String name = meter.registeredName() + "{model=mill,run=r1}";
                assertThat(after.metrics.firstFigures()).as(name).containsEntry(name, saved.get(name));
            }
        }
    }

    @Test
    void remembersTheBestAccuracy() throws Exception {
        List<TrainElement> elements = TrainRuns.run();
        double best = 0;
        int windows = 0;
        OperatorSubtaskState snapshot;
        try (Task before = task()) {
            for (TrainElement element : elements) {
                before.feed(List.of(element));
                if (element instanceof ExampleBatch batch && batch.split() == Split.VALIDATION) {
                    windows++;
                }
                if (windows >= 10) {
                    best = Math.max(best, before.figure(Meter.SMOOTHED_ACCURACY, ",split=validation"));
                }
            }
            assertThat(best).isGreaterThan(0.5);
            assertThat(before.figure(Meter.BEST_ACCURACY, "")).isEqualTo(best);
            snapshot = before.harness.snapshot(1, 1);
        }
        try (Task after = new Task(TrainRuns.SETTINGS, CLASSES).restore(snapshot)) {
            after.feed(elements.subList(0, 1));

            assertThat(after.figure(Meter.BEST_ACCURACY, "")).isEqualTo(best);
        }
        try (Task reset = new Task(TrainRuns.SETTINGS, CLASSES, "anew").restore(snapshot)) {
            reset.feed(elements.subList(0, 1));
            assertThat(reset.names())
                    .doesNotContain(Meter.BEST_ACCURACY.registeredName(), Meter.SMOOTHED_ACCURACY.registeredName());
            assertThat(reset.count(Meter.EXAMPLES, ",split=training")).isEqualTo(81 * 16);
        }
    }

    @Test
    void judgesOverfittingByPassAndRemembersIt() throws Exception {
        List<TrainElement> elements = TrainRuns.run();
        int secondPass = elements.size() / 2 - 2;
        OperatorSubtaskState snapshot;
        double lowest;
        try (Task task = task().feed(elements.subList(0, secondPass))) {
            lowest = task.figure(Meter.PASS_LOSS, ",split=validation");
            assertThat(task.figure(Meter.LOWEST_VALIDATION_LOSS, "")).isEqualTo(lowest);
            assertThat(task.count(Meter.BEST_PASS, "")).isEqualTo(1);
            assertThat(task.count(Meter.OVERFITTING, "")).isZero();
            snapshot = task.harness.snapshot(1, 1);
        }
        try (Task task = new Task(TrainRuns.SETTINGS, CLASSES).restore(snapshot)) {
            task.feed(elements.subList(secondPass, secondPass + 1));
            assertThat(task.figure(Meter.LOWEST_VALIDATION_LOSS, "")).isEqualTo(lowest);
            assertThat(task.count(Meter.BEST_PASS, "")).isEqualTo(1);
        }
    }

    @Test
    void aRunKeepsItsIdUntilThereIsANewLearner() throws Exception {
        List<TrainElement> elements = TrainRuns.run();
        OperatorSubtaskState snapshot;
        try (Task task = task().feed(elements.subList(0, 30))) {
            snapshot = task.harness.snapshot(1, 1);
        }
        try (Task resubmitted = new Task(TrainRuns.SETTINGS, CLASSES, new Run("r2", 2, "")).restore(snapshot)) {
            resubmitted.feed(elements.subList(30, 31));
            assertThat(resubmitted.metrics.figures()).containsKey("millrace_steps{model=mill,run=r1}");
        }
        try (Task reset = new Task(TrainRuns.SETTINGS, CLASSES, new Run("r3", 2, "anew")).restore(snapshot)) {
            reset.feed(elements.subList(30, 31));
            assertThat(reset.metrics.figures())
                    .containsKey("millrace_steps{model=mill,run=r3}")
                    .doesNotContainKey("millrace_steps{model=mill,run=r1}");
        }
    }

    @Test
    void saysWhenTrainingHasEnded() throws Exception {
        List<TrainElement> elements = TrainRuns.run();
        int lastPass = elements.size() - 4;
        try (Task task = task().feed(elements.subList(0, lastPass - 1))) {
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
        try (Task task = task().feed(List.of(good, damaged))) {
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
        try (Task task = new Task(TrainRuns.SETTINGS, CLASSES, LIVE).open().feed(live())) {
            assertThat(task.figure(Meter.EXAMPLE_LAG, "")).isEqualTo((NOW - 5_070) / 1000.0);
            task.harness.setProcessingTime(NOW + 9_000);
            assertThat(task.figure(Meter.EXAMPLE_LAG, "")).isEqualTo((NOW + 9_000 - 5_070) / 1000.0);
            snapshot = task.harness.snapshot(1, 1);
        }
        try (Task task = new Task(TrainRuns.SETTINGS, CLASSES, LIVE).restore(snapshot)) {
            task.feed(live().subList(0, 1));
            assertThat(task.figure(Meter.EXAMPLE_LAG, ""))
                    .as("of the newest example, and not of the last one")
                    .isEqualTo((NOW - 5_070) / 1000.0);
        }
    }

    @Test
    void showsTheWindowsAndTestsOfALiveTopic() throws Exception {
        try (Task task = new Task(TrainRuns.SETTINGS, CLASSES, LIVE).open().feed(live())) {
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
    void showsTheErrorsOfARegressionInPlaceOfItsClasses() throws Exception {
        LearnerSettings settings =
                LearnerSettings.of(Architecture.of(2, Activation.TANH, 1, 8)).withLoss(new MeanSquaredError());
        List<TrainElement> elements =
                TrainRuns.run().stream().map(TrainTest::asRegression).toList();
        try (Task task = new Task(settings, List.of("difference")).open().feed(elements)) {
            Scores test = task.last(Kind.TEST).heldOut().orElseThrow();

            assertThat(task.figure(Meter.MAE, ",split=test")).isEqualTo(test.mae());
            assertThat(task.figure(Meter.RMSE, ",split=test")).isEqualTo(test.rmse());
            assertThat(task.figure(Meter.R2, ",split=test")).isEqualTo(test.r2());
            assertThat(task.names())
                    .contains(Meter.PASS_LOSS.registeredName(), Meter.GENERALIZATION_GAP.registeredName())
                    .noneMatch(name -> name.contains("accuracy") || name.contains("class") || name.contains("kappa"))
                    .doesNotContain(Meter.PREDICTIONS.registeredName());
        }
    }

    @Test
    void countsThePropertiesOfManyLabelsTogether() throws Exception {
        LearnerSettings settings =
                LearnerSettings.of(Architecture.of(2, Activation.TANH, 3, 8)).withLoss(new BinaryCrossEntropy());
        ExampleBatch batch = new ExampleBatch(
                Split.VALIDATION,
                Reading.LIVE,
                new Place(TOPIC, 0, 0),
                1,
                5_000,
                5_000,
                MiniBatch.ofTargets(2, 2, new float[4], new float[] {1, 0, 1, 0, 0, 1}),
                new ReadTally(2, 0));
        try (Task task =
                new Task(settings, List.of("sweet", "hot", "sour")).open().feed(List.of(batch))) {
            assertThat(task.figure(Meter.CLASS_EXAMPLES, ",split=validation,class=0"))
                    .isEqualTo(3);
            assertThat(task.figure(Meter.CLASS_EXAMPLES, ",split=validation,class=1"))
                    .isEqualTo(3);
        }
    }

    @Test
    void showsNoSingleCellsOfManyClasses() throws Exception {
        for (int classes : new int[] {20, 21}) {
            List<String> names =
                    IntStream.range(0, classes).mapToObj(k -> "c" + k).toList();
            LearnerSettings settings = LearnerSettings.of(Architecture.of(2, Activation.RELU, classes, 4));
            List<TrainElement> batches = new ArrayList<>();
            batches.add(TrainRuns.batch(Split.VALIDATION, Phase.LIVE, 1, 0, 0, 30));
            try (Task task = new Task(settings, names).open().feed(batches)) {
                assertThat(task.names().contains(Meter.PREDICTIONS.registeredName()))
                        .isEqualTo(classes == 20);
                assertThat(task.names().contains(Meter.CLASS_F1.registeredName()))
                        .isEqualTo(classes == 20);
                assertThat(task.figure(Meter.CLASS_EXAMPLES, ",split=validation,class=c0")
                                + task.figure(Meter.CLASS_EXAMPLES, ",split=validation,class=c1"))
                        .isEqualTo(30);
                task.figure(Meter.CLASS_CORRECT, ",split=validation,class=c" + (classes - 1));
            }
        }
    }

    @Test
    void looksAtTheWeightsEveryHundredSteps() throws Exception {
        List<TrainElement> batches = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            batches.add(TrainRuns.batch(Split.TRAINING, Phase.LIVE, 1, 0, 16L * i, 16));
        }
        try (Task task = task()) {
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
        try (Task task = task().feed(TrainRuns.run().subList(0, 1))) {
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
        try (Task task = task()) {
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
        try (Task task = task().feed(TrainRuns.run())) {
            measured.addAll(task.names());
        }
        LearnerSettings regression =
                LearnerSettings.of(Architecture.of(2, Activation.TANH, 1, 8)).withLoss(new MeanSquaredError());
        List<TrainElement> elements =
                TrainRuns.run().stream().map(TrainTest::asRegression).toList();
        try (Task task = new Task(regression, List.of("difference")).open().feed(elements)) {
            measured.addAll(task.names());
        }
        try (Task task = new Task(TrainRuns.SETTINGS, CLASSES, LIVE).open().feed(live())) {
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
        try (Task task = task().feed(TrainRuns.run())) {
            assertThat(task.metrics.helpTexts()).hasSizeGreaterThan(30).allSatisfy((name, help) -> assertThat(
                            Arrays.stream(Meter.values())
                                    .filter(meter -> meter.help().equals(help)))
                    .as(name)
                    .singleElement()
                    .satisfies(meter -> assertThat(name).startsWith(meter.registeredName())));
        }
    }
}
