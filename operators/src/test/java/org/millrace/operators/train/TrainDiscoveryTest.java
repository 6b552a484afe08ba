package org.millrace.operators.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.operators.train.TrainRuns.SETTINGS;
import static org.millrace.operators.train.TrainRuns.batch;
import static org.millrace.operators.train.TrainRuns.end;
import static org.millrace.operators.train.TrainRuns.feed;
import static org.millrace.operators.train.TrainRuns.harness;
import static org.millrace.operators.train.TrainRuns.outputOf;
import static org.millrace.operators.train.TrainRuns.run;
import static org.millrace.operators.train.TrainRuns.withRestoreAt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.model.LearnerSettings;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.operators.policy.TrainingOrder;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Fields;

/** A network that gets an output for each class that it meets. */
class TrainDiscoveryTest {

    private static final LearnerSettings ONE_OUTPUT = SETTINGS.withOutputs(1);

    private static final TrainSettings DISCOVERING = settings("");

    private static TrainSettings settings(String reset) {
        return new TrainSettings(
                ONE_OUTPUT,
                ExampleSchema.discovering(Fields.vector(2), 3),
                TrainingOrder.ARRIVAL,
                0,
                TrainRuns.run(reset));
    }

    /** A batch whose labels 0 and 1 are these names. */
    private static ExampleBatch named(ExampleBatch batch, String... names) {
        return batch.labelled(List.of(names), batch.examples().labels());
    }

    /** The run of {@link TrainRuns#run}, whose partitions meet the classes in orders of their own. */
    private static List<TrainElement> discovering() {
        return run().stream()
                .map(element -> element instanceof ExampleBatch batch ? named(batch, "below", "above") : element)
                .map(element ->
                        element instanceof ExampleBatch batch && batch.partition() == 1 ? swapped(batch) : element)
                .toList();
    }

    private static ExampleBatch swapped(ExampleBatch batch) {
        int[] labels = Arrays.stream(batch.examples().labels()).map(k -> 1 - k).toArray();
        return batch.labelled(List.of(batch.classes().get(1), batch.classes().get(0)), labels);
    }

    private static ConfusionMatrix matrix(EvaluationRecord record) {
        return record.heldOut().orElseThrow().confusionMatrix().orElseThrow();
    }

    @Test
    void learnsClassesThatNobodyListed() throws Exception {
        List<EvaluationRecord> output = outputOf(DISCOVERING, discovering());

        EvaluationRecord test = output.get(output.size() - 1);
        assertThat(test.learner().classes()).contains(List.of("below", "above"));
        assertThat(test.heldOut().orElseThrow().accuracy()).isGreaterThan(0.85);
        assertThat(test.network().orElseThrow().parameters())
                .isEqualTo(SETTINGS.architecture().parameterCount());
        assertThat(test.ledger().difference()).isZero();
    }

    @Test
    void isTheSameAfterARestartAnywhere() throws Exception {
        List<TrainElement> elements = discovering();
        List<EvaluationRecord> whole = outputOf(DISCOVERING, elements);
        for (int cut : new int[] {0, 1, 2, 30, elements.size() - 3}) {
            assertThat(withRestoreAt(cut, DISCOVERING, elements))
                    .as("restored after %d", cut)
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .isEqualTo(whole);
        }
    }

    @Test
    void aClassGetsAnOutputWhenItIsMetAndNoneBefore() throws Exception {
        List<TrainElement> elements = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            elements.add(named(batch(Split.TRAINING, Phase.TRAINING, 1, 0, 16L * i, 16), "below", "above"));
        }
        elements.add(named(batch(Split.VALIDATION, Phase.TRAINING, 1, 0, 400, 16), "below", "above"));
        elements.add(named(batch(Split.VALIDATION, Phase.TRAINING, 1, 0, 500, 16), "beside", "above"));

        List<EvaluationRecord> output = outputOf(DISCOVERING, elements);

        assertThat(output.get(0).learner().classes()).contains(List.of("below", "above"));
        assertThat(matrix(output.get(0)).classes()).isEqualTo(2);
        assertThat(output.get(1).learner().classes()).contains(List.of("below", "above", "beside"));
        assertThat(matrix(output.get(1)).support(2)).isPositive();
        // Nothing was trained on in between, and an output that is new does not win.
        assertThat(matrix(output.get(1)).support(1)).isPositive();
        assertThat(output.get(1).heldOut().orElseThrow().loss())
                .isGreaterThan(output.get(0).heldOut().orElseThrow().loss());
    }

    @Test
    void namesNoClassWhereNothingWasRead() throws Exception {
        List<EvaluationRecord> output =
                outputOf(DISCOVERING, List.of(end(Phase.TRAINING, 1, 0, false), end(Phase.TRAINING, 1, 1, false)));

        assertThat(output).extracting(EvaluationRecord::kind).containsExactly(Kind.PASS);
        assertThat(output.get(0).learner().classes()).contains(List.of());
        assertThat(output.get(0).heldOut()).isEmpty();
    }

    @Test
    void aNewLearnerKnowsTheClassesOfTheTopic() throws Exception {
        List<TrainElement> elements = discovering();
        try (var before = harness(DISCOVERING);
                var after = harness(settings("again"))) {
            before.open();
            feed(before, elements.subList(0, 30));
            after.initializeState(before.snapshot(1, 1));
            after.open();
            feed(after, elements.subList(30, elements.size()));

            List<EvaluationRecord> output = after.extractOutputValues();
            EvaluationRecord test = output.get(output.size() - 1);
            assertThat(test.learner().classes()).contains(List.of("below", "above"));
            assertThat(test.learner().step()).isLessThan(70);
            assertThat(test.heldOut().orElseThrow().accuracy()).isGreaterThan(0.7);
        }
    }
}
