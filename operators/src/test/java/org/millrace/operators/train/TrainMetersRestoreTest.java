package org.millrace.operators.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.millrace.operators.metrics.Label;
import org.millrace.operators.metrics.Meter;
import org.millrace.operators.metrics.MeterType;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;

/** What {@link Train} shows after a restart. */
class TrainMetersRestoreTest {

    private static final Set<String> OF_THE_STATE = Arrays.stream(Meter.values())
            .filter(meter -> meter.type() == MeterType.COUNTER
                    || meter == Meter.SMOOTHED_LOSS
                    || meter == Meter.SMOOTHED_ACCURACY
                    || meter.labels().contains(Label.HORIZON))
            .map(Meter::registeredName)
            .collect(Collectors.toUnmodifiableSet());

    @Test
    void countsGoOnAfterARestoreAsIfThereHadBeenNone() throws Exception {
        List<TrainElement> elements = TrainRuns.run();
        Map<String, Double> uninterrupted;
        try (MeteredTask task = MeteredTask.start().feed(elements)) {
            uninterrupted = counted(task);
        }

        for (int cut = 1; cut < elements.size(); cut += 7) {
            OperatorSubtaskState snapshot;
            try (MeteredTask before = MeteredTask.start().feed(elements.subList(0, cut))) {
                snapshot = before.harness.snapshot(1, 1);
            }
            try (MeteredTask after = new MeteredTask(TrainRuns.SETTINGS, MeteredTask.CLASSES).restore(snapshot)) {
                assertThat(counted(after.feed(elements.subList(cut, elements.size()))))
                        .as("restored after %d", cut)
                        .isEqualTo(uninterrupted);
            }
        }
    }

    /** All figures that follow from the state; how long steps took, and what single steps did, does not. */
    private static Map<String, Double> counted(MeteredTask task) {
        Map<String, Double> figures = new HashMap<>(task.metrics.figures());
        figures.keySet()
                .removeIf(name -> !OF_THE_STATE.contains(name.substring(0, name.indexOf('{')))
                        || name.contains("horizon=window")
                        || name.contains("horizon=pass"));
        assertThat(figures).hasSizeGreaterThan(30);
        return figures;
    }

    @Test
    void showsTheRestoredCountsWithTheFirstBatch() throws Exception {
        List<TrainElement> elements = TrainRuns.run();
        OperatorSubtaskState snapshot;
        try (MeteredTask before = MeteredTask.start().feed(elements.subList(0, 47))) {
            snapshot = before.harness.snapshot(1, 1);
        }
        try (MeteredTask after = new MeteredTask(TrainRuns.SETTINGS, MeteredTask.CLASSES).restore(snapshot)) {
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
        try (MeteredTask before = MeteredTask.start().feed(elements.subList(0, 47))) {
            assertThat(before.metrics.firstFigures()).containsEntry("millrace_steps{model=mill,run=r1}", 0.0);
            snapshot = before.harness.snapshot(1, 1);
            saved = before.metrics.figures();
        }
        try (MeteredTask after = new MeteredTask(TrainRuns.SETTINGS, MeteredTask.CLASSES).restore(snapshot)) {
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
        try (MeteredTask before = MeteredTask.start()) {
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
        try (MeteredTask after = new MeteredTask(TrainRuns.SETTINGS, MeteredTask.CLASSES).restore(snapshot)) {
            after.feed(elements.subList(0, 1));

            assertThat(after.figure(Meter.BEST_ACCURACY, "")).isEqualTo(best);
        }
        try (MeteredTask reset = new MeteredTask(TrainRuns.SETTINGS, MeteredTask.CLASSES, "anew").restore(snapshot)) {
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
        try (MeteredTask task = MeteredTask.start().feed(elements.subList(0, secondPass))) {
            lowest = task.figure(Meter.PASS_LOSS, ",split=validation");
            assertThat(task.figure(Meter.LOWEST_VALIDATION_LOSS, "")).isEqualTo(lowest);
            assertThat(task.count(Meter.BEST_PASS, "")).isEqualTo(1);
            assertThat(task.count(Meter.OVERFITTING, "")).isZero();
            snapshot = task.harness.snapshot(1, 1);
        }
        try (MeteredTask task = new MeteredTask(TrainRuns.SETTINGS, MeteredTask.CLASSES).restore(snapshot)) {
            task.feed(elements.subList(secondPass, secondPass + 1));
            assertThat(task.figure(Meter.LOWEST_VALIDATION_LOSS, "")).isEqualTo(lowest);
            assertThat(task.count(Meter.BEST_PASS, "")).isEqualTo(1);
        }
    }

    @Test
    void aRunKeepsItsIdUntilThereIsANewLearner() throws Exception {
        List<TrainElement> elements = TrainRuns.run();
        OperatorSubtaskState snapshot;
        try (MeteredTask task = MeteredTask.start().feed(elements.subList(0, 30))) {
            snapshot = task.harness.snapshot(1, 1);
        }
        try (MeteredTask resubmitted =
                new MeteredTask(TrainRuns.SETTINGS, MeteredTask.CLASSES, new Run("r2", 2, "")).restore(snapshot)) {
            resubmitted.feed(elements.subList(30, 31));
            assertThat(resubmitted.metrics.figures()).containsKey("millrace_steps{model=mill,run=r1}");
        }
        try (MeteredTask reset =
                new MeteredTask(TrainRuns.SETTINGS, MeteredTask.CLASSES, new Run("r3", 2, "anew")).restore(snapshot)) {
            reset.feed(elements.subList(30, 31));
            assertThat(reset.metrics.figures())
                    .containsKey("millrace_steps{model=mill,run=r3}")
                    .doesNotContainKey("millrace_steps{model=mill,run=r1}");
        }
    }
}
