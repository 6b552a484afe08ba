package org.millrace.operators.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.millrace.operators.train.TrainRuns.SCHEMA;
import static org.millrace.operators.train.TrainRuns.SETTINGS;
import static org.millrace.operators.train.TrainRuns.batch;
import static org.millrace.operators.train.TrainRuns.feed;
import static org.millrace.operators.train.TrainRuns.harness;
import static org.millrace.operators.train.TrainRuns.outputOf;
import static org.millrace.operators.train.TrainRuns.overwrite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.millrace.model.evaluation.Horizons;
import org.millrace.model.optimizer.Sgd;
import org.millrace.operators.policy.TrainingOrder;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;

/** Batches of several partitions in event-time order. */
class TrainOrderTest {

    private static final int PARTITIONS = 3;
    private static final int BATCHES = 12;
    private static final TrainSettings EVENT_TIME = settings(TrainingOrder.EVENT_TIME, 0);

    private static TrainSettings settings(TrainingOrder order, long idleTimeout) {
        return new TrainSettings(SETTINGS, SCHEMA, order, idleTimeout, Horizons.DEFAULT, TrainRuns.run(""));
    }

    /** Training batches and windows of a partition; every third has the event time of one of the other partitions. */
    private static Queue<TrainElement> partition(int partition) {
        Queue<TrainElement> elements = new ArrayDeque<>();
        for (int i = 0; i < BATCHES; i++) {
            long offset = 16L * i + (i % 3 == 0 ? 0 : partition);
            elements.add(batch(i % 4 == 3 ? Split.VALIDATION : Split.TRAINING, Phase.LIVE, 1, partition, offset, 16));
        }
        return elements;
    }

    /** Each partition in its order, the partitions mixed at random. */
    private static List<TrainElement> mixed(long seed) {
        Random random = new Random(seed);
        List<Queue<TrainElement>> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(partition(partition));
        }
        List<TrainElement> mixed = new ArrayList<>();
        while (!partitions.isEmpty()) {
            mixed.add(partitions.get(random.nextInt(partitions.size())).remove());
            partitions.removeIf(Queue::isEmpty);
        }
        return mixed;
    }

    private static List<TrainElement> byEventTimeThenPartition() {
        List<TrainElement> ordered = mixed(0);
        ordered.sort(Comparator.comparingLong(TrainElement::time).thenComparingInt(TrainElement::partition));
        return ordered;
    }

    /** Feeds the elements, and after each a watermark that no later element is behind. */
    private static void feedWithWatermarks(
            KeyedOneInputStreamOperatorTestHarness<String, TrainElement, EvaluationRecord> harness,
            List<TrainElement> elements,
            int from,
            int to)
            throws Exception {
        for (int i = from; i < to; i++) {
            feed(harness, List.of(elements.get(i)));
            harness.processWatermark(elements.subList(i + 1, elements.size()).stream()
                            .mapToLong(TrainElement::time)
                            .min()
                            .orElse(Long.MAX_VALUE)
                    - 1);
        }
    }

    private static List<EvaluationRecord> inEventTimeOrder(List<TrainElement> elements) throws Exception {
        try (var harness = harness(EVENT_TIME)) {
            harness.open();
            feedWithWatermarks(harness, elements, 0, elements.size());
            return harness.extractOutputValues();
        }
    }

    private static void assertSame(List<EvaluationRecord> actual, List<EvaluationRecord> expected) {
        assertThat(actual)
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(expected);
    }

    @Test
    void learnsByEventTimeThenPartitionInWhateverOrderBatchesCome() throws Exception {
        List<EvaluationRecord> expected = outputOf(settings(TrainingOrder.ARRIVAL, 0), byEventTimeThenPartition());

        for (int seed = 1; seed <= 5; seed++) {
            assertSame(inEventTimeOrder(mixed(seed)), expected);
        }
    }

    @Test
    void keepsWhatWaitsInMemoryOfItsOwn() throws Exception {
        List<EvaluationRecord> expected = inEventTimeOrder(byEventTimeThenPartition());
        try (var harness = harness(EVENT_TIME)) {
            harness.getExecutionConfig().enableObjectReuse();
            harness.open();
            for (TrainElement element : byEventTimeThenPartition()) {
                feed(harness, List.of(element));
                overwrite(element);
            }
            harness.processWatermark(Long.MAX_VALUE);

            assertSame(harness.extractOutputValues(), expected);
        }
    }

    @Test
    void goesByArrivalOtherwise() throws Exception {
        TrainSettings arrival = settings(TrainingOrder.ARRIVAL, 0);

        assertThat(outputOf(arrival, mixed(1)).get(8).training())
                .usingRecursiveComparison()
                .isNotEqualTo(outputOf(arrival, mixed(2)).get(8).training());
    }

    @Test
    void goesOnAfterARestoreAsIfThereHadBeenNone() throws Exception {
        List<TrainElement> elements = mixed(3);
        List<EvaluationRecord> uninterrupted = inEventTimeOrder(elements);

        for (int cut = 1; cut < elements.size(); cut += 4) {
            List<EvaluationRecord> output = new ArrayList<>();
            OperatorSubtaskState snapshot;
            try (var before = harness(EVENT_TIME)) {
                before.open();
                feedWithWatermarks(before, elements, 0, cut);
                output.addAll(before.extractOutputValues());
                snapshot = before.snapshot(1, 1);
            }
            try (var after = harness(EVENT_TIME)) {
                after.initializeState(snapshot);
                after.open();
                feedWithWatermarks(after, elements, cut, elements.size());
                output.addAll(after.extractOutputValues());
            }
            assertSame(output, uninterrupted);
        }
    }

    @Test
    void learnsNothingThatTheWatermarkHasNotPassed() throws Exception {
        try (var harness = harness(EVENT_TIME)) {
            harness.open();
            feed(harness, mixed(1));

            assertThat(harness.extractOutputValues()).isEmpty();
            harness.processWatermark(Long.MAX_VALUE);
            assertThat(harness.extractOutputValues()).hasSize(PARTITIONS * BATCHES / 4);
        }
    }

    @Test
    void learnsALateBatchWithTheNextWatermark() throws Exception {
        TrainElement window = batch(Split.VALIDATION, Phase.LIVE, 1, 0, 0, 10);
        try (var harness = harness(EVENT_TIME)) {
            harness.open();
            harness.processWatermark(window.time() + 1_000);
            feed(harness, List.of(window));
            harness.processWatermark(window.time() + 1_001);

            assertThat(harness.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void waitsForAWatermarkHoweverLongUnlessThereIsAnIdleTimeout() throws Exception {
        try (var patient = harness(EVENT_TIME);
                var impatient = harness(settings(TrainingOrder.EVENT_TIME, 1_000))) {
            for (var harness : List.of(patient, impatient)) {
                harness.open();
                harness.setProcessingTime(10_000);
                feed(harness, mixed(1).subList(0, 18));
                harness.setProcessingTime(10_900);
                feed(harness, mixed(1).subList(18, PARTITIONS * BATCHES));
                harness.setProcessingTime(11_500);
                assertThat(harness.extractOutputValues()).isEmpty();
                harness.setProcessingTime(12_000);
            }

            assertThat(patient.extractOutputValues()).isEmpty();
            assertSame(
                    impatient.extractOutputValues(),
                    outputOf(settings(TrainingOrder.ARRIVAL, 0), byEventTimeThenPartition()));
        }
    }

    @Test
    void catchesUpWithWhatWaitedInASavepointWhenTheOrderBecomesArrival() throws Exception {
        List<TrainElement> elements = byEventTimeThenPartition();
        List<TrainElement> last = elements.subList(elements.size() - 1, elements.size());
        OperatorSubtaskState snapshot;
        try (var before = harness(EVENT_TIME)) {
            before.open();
            feed(before, elements.subList(0, elements.size() - 1));
            snapshot = before.snapshot(1, 1);
        }
        try (var after = harness(settings(TrainingOrder.ARRIVAL, 0))) {
            after.initializeState(snapshot);
            after.open();
            feed(after, last);

            assertSame(after.extractOutputValues(), outputOf(settings(TrainingOrder.ARRIVAL, 0), elements));
        }
    }

    @Test
    void refusesALearnerThatDoesNotFitAlsoWhenAWatermarkComesFirst() throws Exception {
        OperatorSubtaskState snapshot;
        try (var before = harness(EVENT_TIME)) {
            before.open();
            feedWithWatermarks(before, mixed(1), 0, 20);
            snapshot = before.snapshot(1, 1);
        }
        TrainSettings other = new TrainSettings(
                SETTINGS.withOptimizer(new Sgd()),
                SCHEMA,
                TrainingOrder.EVENT_TIME,
                0,
                Horizons.DEFAULT,
                TrainRuns.run(""));
        try (var after = harness(other)) {
            after.initializeState(snapshot);
            after.open();

            assertThatThrownBy(() -> after.processWatermark(Long.MAX_VALUE))
                    .isInstanceOf(SuppressRestartsException.class)
                    .rootCause()
                    .hasMessageContaining("--reset-learner");
        }
    }

    @Test
    void waitsForTheWholeIdleTimeoutAnewAfterARestore() throws Exception {
        TrainSettings impatient = settings(TrainingOrder.EVENT_TIME, 1_000);
        OperatorSubtaskState snapshot;
        try (var before = harness(impatient)) {
            before.open();
            before.setProcessingTime(10_000);
            feed(before, mixed(1));
            snapshot = before.snapshot(1, 1);
        }
        try (var after = harness(impatient)) {
            after.initializeState(snapshot);
            after.open();
            after.setProcessingTime(60_000);
            assertThat(after.extractOutputValues()).isEmpty();
            after.setProcessingTime(61_000);

            assertThat(after.extractOutputValues()).hasSize(PARTITIONS * BATCHES / 4);
        }
    }

    @Test
    void settlesEachModelByItselfWhenASavepointGoesOnUnderAnotherName() throws Exception {
        OperatorSubtaskState savepoint;
        try (var before = harness("old", EVENT_TIME)) {
            before.open();
            feed(before, mixed(1));
            savepoint = before.snapshot(1, 1);
        }
        try (var after = harness("new", EVENT_TIME)) {
            after.initializeState(savepoint);
            after.open();
            // The old model's timers go off before the new model has met its first element.
            after.processWatermark(mixed(1).get(0).time());
            feed(after, mixed(1));
            after.processWatermark(Long.MAX_VALUE);

            for (String model : List.of("old", "new")) {
                assertSame(
                        after.extractOutputValues().stream()
                                .filter(record -> record.subject().model().equals(model))
                                .toList(),
                        outputUnder(model, byEventTimeThenPartition()));
            }
        }
    }

    @Test
    void timesTheIdlenessOfEachModelByItself() throws Exception {
        TrainSettings impatient = settings(TrainingOrder.EVENT_TIME, 1_000);
        try (var harness = harness(element -> "model-" + element.partition(), impatient)) {
            harness.open();
            harness.setProcessingTime(10_000);
            feed(harness, List.of(batch(Split.VALIDATION, Phase.LIVE, 1, 0, 0, 10)));
            harness.setProcessingTime(10_600);
            feed(harness, List.of(batch(Split.VALIDATION, Phase.LIVE, 1, 1, 0, 10)));

            harness.setProcessingTime(11_000);
            assertThat(harness.extractOutputValues())
                    .extracting(record -> record.subject().model())
                    .containsExactly("model-0");
            harness.setProcessingTime(11_600);
            assertThat(harness.extractOutputValues())
                    .extracting(record -> record.subject().model())
                    .containsExactly("model-0", "model-1");
        }
    }

    private static List<EvaluationRecord> outputUnder(String model, List<TrainElement> elements) throws Exception {
        try (var harness = harness(model, settings(TrainingOrder.ARRIVAL, 0))) {
            harness.open();
            feed(harness, elements);
            return harness.extractOutputValues();
        }
    }
}
