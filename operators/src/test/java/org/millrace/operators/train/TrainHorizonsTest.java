package org.millrace.operators.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.millrace.operators.train.TrainRuns.SCHEMA;
import static org.millrace.operators.train.TrainRuns.SETTINGS;
import static org.millrace.operators.train.TrainRuns.feed;
import static org.millrace.operators.train.TrainRuns.harness;
import static org.millrace.operators.train.TrainRuns.outputOf;
import static org.millrace.operators.train.TrainRuns.run;
import static org.millrace.operators.train.TrainRuns.withRestoreAt;

import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.millrace.model.evaluation.Horizons;
import org.millrace.operators.policy.TrainingOrder;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;

/** Prequential figures that look further back than to the last window. */
class TrainHorizonsTest {

    private static final int LAST_BATCH = 16;

    private static TrainSettings looking(Horizons horizons, String reset) {
        return new TrainSettings(
                ModelSettings.of(SETTINGS), SCHEMA, TrainingOrder.ARRIVAL, 0, horizons, TrainRuns.run(reset));
    }

    private static EvaluationRecord last(List<EvaluationRecord> records, Kind kind) {
        return records.stream()
                .filter(record -> record.kind() == kind)
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    @Test
    void whatNeitherSlidesNorFadesIsTheWholeRun() throws Exception {
        EvaluationRecord test = last(outputOf(looking(new Horizons(100_000, 1), ""), run()), Kind.TEST);

        Map<String, Double> whole = test.horizons().get("run");
        assertThat(whole).containsKeys("accuracy", "balanced_accuracy", "kappa_temporal", "brier_score", "roc_auc");
        assertThat(test.horizons().get("sliding")).containsOnlyKeys(whole.keySet());
        for (String horizon : List.of("sliding", "fading")) {
            test.horizons().get(horizon).forEach((code, figure) -> assertThat(figure)
                    .as(horizon + " " + code)
                    .isCloseTo(whole.get(code), within(code.equals("roc_auc") ? 0.01 : 1e-12)));
        }
    }

    @Test
    void aWindowLooksAtTheLastExamplesAlone() throws Exception {
        List<EvaluationRecord> records = outputOf(looking(new Horizons(LAST_BATCH * 5, 0.9), ""), run());
        EvaluationRecord pass = last(records, Kind.PASS);
        EvaluationRecord lastWindow = last(records, Kind.WINDOW);

        assertThat(pass.horizons().get("sliding"))
                .as("five batches were trained on since the last window but one, and none after the last")
                .containsEntry("loss", lastWindow.training().orElseThrow().loss())
                .containsEntry("accuracy", lastWindow.training().orElseThrow().accuracy());
        assertThat(pass.horizons().get("fading").get("loss"))
                .isNotEqualTo(pass.horizons().get("run").get("loss"));
        assertThat(lastWindow.horizons()).isEmpty();
    }

    @Test
    void goOnAfterARestoreAsIfThereHadBeenNone() throws Exception {
        TrainSettings settings = looking(new Horizons(50, 0.99), "");
        EvaluationRecord expected = last(outputOf(settings, run()), Kind.TEST);
        for (int cut : new int[] {3, 33, 90}) {
            assertThat(last(withRestoreAt(cut, settings, run()), Kind.TEST).horizons())
                    .isEqualTo(expected.horizons());
        }
    }

    @Test
    void lookAsFarBackAsTheConfigurationSaysFromARestoreOn() throws Exception {
        OperatorSubtaskState snapshot;
        try (var before = harness(looking(new Horizons(50, 0.99), ""))) {
            before.open();
            feed(before, run().subList(0, 90));
            snapshot = before.snapshot(1, 1);
        }
        TrainSettings other = looking(new Horizons(LAST_BATCH, 0.5), "");
        try (var after = harness(other)) {
            after.initializeState(snapshot);
            after.open();
            feed(after, run().subList(90, run().size()));

            EvaluationRecord expected = last(outputOf(other, run()), Kind.TEST);
            EvaluationRecord test = last(after.extractOutputValues(), Kind.TEST);
            assertThat(test.horizons().get("sliding"))
                    .isEqualTo(expected.horizons().get("sliding"));
            assertThat(test.horizons().get("run")).isEqualTo(expected.horizons().get("run"));
        }
    }

    @Test
    void aNewLearnerIsNotJudgedByTheOneBefore() throws Exception {
        OperatorSubtaskState snapshot;
        try (var before = harness(looking(new Horizons(100_000, 1), ""))) {
            before.open();
            feed(before, run().subList(0, 30));
            snapshot = before.snapshot(1, 1);
        }
        try (var after = harness(looking(new Horizons(100_000, 1), "anew"))) {
            after.initializeState(snapshot);
            after.open();
            feed(after, run().subList(30, run().size()));

            EvaluationRecord second = last(after.extractOutputValues(), Kind.PASS);
            assertThat(second.horizons().get("sliding").get("loss"))
                    .isCloseTo(second.horizons().get("fading").get("loss"), within(1e-12))
                    .isNotCloseTo(second.horizons().get("run").get("loss"), within(1e-6));
        }
    }
}
