package org.millrace.operators.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.operators.train.TrainRuns.SCHEMA;
import static org.millrace.operators.train.TrainRuns.SETTINGS;
import static org.millrace.operators.train.TrainRuns.digest;
import static org.millrace.operators.train.TrainRuns.feed;
import static org.millrace.operators.train.TrainRuns.harness;
import static org.millrace.operators.train.TrainRuns.outputOf;
import static org.millrace.operators.train.TrainRuns.overwrite;
import static org.millrace.operators.train.TrainRuns.run;
import static org.millrace.operators.train.TrainRuns.withRestoreAt;

import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;
import org.millrace.model.evaluation.Horizons;
import org.millrace.model.rehearsal.RehearsalSettings;
import org.millrace.operators.metrics.Meter;
import org.millrace.operators.policy.TrainingOrder;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.TrainElement;

/** A model that trains again on examples of before. */
class TrainRehearsalTest {

    private static final TrainSettings REHEARSING = rehearsing(8, 100, "");

    private static TrainSettings rehearsing(int examples, int buffer, String reset) {
        return new TrainSettings(
                ModelSettings.of(SETTINGS).withRehearsal(new RehearsalSettings(examples, buffer)),
                SCHEMA,
                TrainingOrder.ARRIVAL,
                0,
                Horizons.DEFAULT,
                TrainRuns.run(reset));
    }

    @Test
    void isTheSameAfterARestartAnywhere() throws Exception {
        List<TrainElement> elements = run();
        List<EvaluationRecord> whole = outputOf(REHEARSING, elements);

        assertThat(digest(whole)).isNotEqualTo(digest(outputOf(elements)));
        for (int cut : new int[] {0, 1, 7, 50, elements.size() - 1}) {
            assertThat(withRestoreAt(cut, REHEARSING, elements))
                    .as("restored after %d", cut)
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .isEqualTo(whole);
        }
    }

    @Test
    void keepsTheLedgerAndTheFiguresOfTheExamplesThemselves() throws Exception {
        List<EvaluationRecord> plain = outputOf(run());
        List<EvaluationRecord> rehearsed = outputOf(REHEARSING, run());

        assertThat(rehearsed)
                .extracting(EvaluationRecord::ledger)
                .isEqualTo(plain.stream().map(EvaluationRecord::ledger).toList());
        assertThat(rehearsed)
                .extracting(record -> record.training().map(scores -> scores.examples()))
                .isEqualTo(plain.stream()
                        .map(record -> record.training().map(scores -> scores.examples()))
                        .toList());
    }

    @Test
    void remembersWhatASenderWritesOverLater() throws Exception {
        List<EvaluationRecord> kept = outputOf(REHEARSING, run());
        try (var harness = harness(REHEARSING)) {
            harness.open();
            for (TrainElement element : run()) {
                harness.processElement(new StreamRecord<>(element));
                overwrite(element);
            }

            assertThat(digest(harness.extractOutputValues())).isEqualTo(digest(kept));
        }
    }

    @Test
    void goesOnWithAnotherBufferAndWithNone() throws Exception {
        List<TrainElement> elements = run();
        for (TrainSettings other :
                List.of(rehearsing(8, 10, ""), rehearsing(2, 500, ""), TrainRuns.inOrderOfArrival(SETTINGS))) {
            try (var before = harness(REHEARSING);
                    var after = harness(other)) {
                before.open();
                feed(before, elements.subList(0, 30));
                after.initializeState(before.snapshot(1, 1));
                after.open();
                feed(after, elements.subList(30, elements.size()));

                List<EvaluationRecord> output = after.extractOutputValues();
                assertThat(output.get(output.size() - 1).ledger().difference()).isZero();
            }
        }
    }

    @Test
    void countsWhatIsRehearsedOverARestart() throws Exception {
        List<TrainElement> elements = run().subList(0, 10);
        try (MeteredTask task = new MeteredTask(REHEARSING).open().feed(elements.subList(0, 5))) {
            long first = task.count(Meter.REHEARSED_EXAMPLES, "");
            try (MeteredTask restored = new MeteredTask(REHEARSING).restore(task.harness.snapshot(1, 1))) {
                restored.feed(elements.subList(5, 10));

                assertThat(first).isEqualTo(4 * 8);
                assertThat(restored.count(Meter.REHEARSED_EXAMPLES, "")).isGreaterThan(first);
            }
        }
    }
}
