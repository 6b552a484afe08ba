package org.millrace.operators.holdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.operators.Elements.end;
import static org.millrace.operators.Elements.json;
import static org.millrace.operators.Elements.timed;

import java.util.List;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millrace.model.Learner;
import org.millrace.model.LearnerSettings;
import org.millrace.model.LearnerState;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.Task;
import org.millrace.model.math.Features;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.operators.Elements;
import org.millrace.operators.format.FormatSettings;
import org.millrace.operators.policy.BatchPolicy;
import org.millrace.operators.policy.SplitPolicy;
import org.millrace.operators.policy.SplitPolicy.TestBy;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Feature;
import org.millrace.operators.schema.FieldPath;
import org.millrace.operators.schema.Fields;
import org.millrace.operators.schema.Missing;
import org.millrace.operators.schema.NumberKind;
import org.millrace.operators.schema.SeenCategory;
import org.millrace.operators.state.TrainElementSerializer;
import org.millrace.operators.state.Types;

/** What becomes of single records. */
class HoldOutRecordsTest {

    private static final OutputTag<DeadLetter> DEAD = new OutputTag<>("dead", Types.DEAD_LETTER);
    private static final String GOOD = "{\"id\":\"a\",\"ts\":77,\"features\":[1,2],\"label\":1}";

    /** Of three offsets the last is validated; by id, about half of the rest are tested. */
    private static final SplitPolicy POLICY = new SplitPolicy(3, 1, 0.5, TestBy.ID, "");

    private KeyedOneInputStreamOperatorTestHarness<String, SourceElement, TrainElement> harness;

    @BeforeEach
    void open() throws Exception {
        open(POLICY);
    }

    private void open(SplitPolicy policy) throws Exception {
        open(policy, new ExampleSchema(2, List.of("no", "yes")));
    }

    /** Nothing but training examples, of another schema. */
    private void open(ExampleSchema schema) throws Exception {
        harness.close();
        open(new SplitPolicy(3, 0, 0, TestBy.PLACE, ""), schema);
    }

    private void open(SplitPolicy policy, ExampleSchema schema) throws Exception {
        HoldOut holdOut = new HoldOut(policy, BatchPolicy.ofSize(1), schema, FormatSettings.DEFAULT, DEAD);
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(holdOut), new PartitionKey(), BasicTypeInfo.STRING_TYPE_INFO);
        harness.setup(TrainElementSerializer.INSTANCE);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private List<TrainElement> outputOf(SourceElement... elements) throws Exception {
        for (SourceElement element : elements) {
            harness.processElement(timed(element));
        }
        return harness.extractOutputValues();
    }

    private List<DeadLetter> deadLetters() {
        var letters = harness.getSideOutput(DEAD);
        return letters == null
                ? List.of()
                : letters.stream().map(StreamRecord::getValue).toList();
    }

    private static String withId(Split split, long offset) {
        for (int id = 0; ; id++) {
            if (POLICY.split(new Place(Elements.TOPIC, 0, offset), "i" + id) == split) {
                return GOOD.replace("\"a\"", "\"i" + id + "\"");
            }
        }
    }

    @Test
    void readsAnExampleWithItsSplitAndItsOwnTimestamp() throws Exception {
        List<TrainElement> output = outputOf(json(Phase.LIVE, 1, 3, withId(Split.TRAINING, 3)));

        assertThat(output).singleElement().isInstanceOfSatisfying(ExampleBatch.class, batch -> {
            assertThat(batch.split()).isEqualTo(Split.TRAINING);
            assertThat(batch.examples().features().toFloats()).containsExactly(1, 2);
            assertThat(batch.examples().labels()).containsExactly(1);
            assertThat(batch.timestamp()).isEqualTo(77);
            assertThat(batch.first().offset()).isEqualTo(3);
        });
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void takesKafkasTimestampWhereTheExampleHasNone() throws Exception {
        List<TrainElement> output =
                outputOf(json(Phase.LIVE, 1, 3, withId(Split.TRAINING, 3).replace("\"ts\":77,", "")));

        assertThat(((ExampleBatch) output.get(0)).timestamp()).isEqualTo(1_003);
    }

    @Test
    void takesInOnlyTheExamplesOfThePhase() throws Exception {
        for (Split split : Split.values()) {
            long offset = split == Split.VALIDATION ? 2 : 0;
            for (Phase phase : Phase.values()) {
                harness.getOutput().clear();

                List<TrainElement> output =
                        outputOf(json(phase, 1, offset, withId(split, offset)), end(phase, 1, 0, 1, false));

                assertThat(output).as("%s in %s", split, phase).hasSize(phase.takesIn(split) ? 2 : 1);
            }
        }
    }

    @Test
    void turnsEachBadRecordIntoOneDeadLetterWithItsReasonAndGoesOn() throws Exception {
        List<TrainElement> output = outputOf(
                json(Phase.TRAINING, 1, 0, "{\"features\":[1],\"label\":0}"),
                json(Phase.TRAINING, 1, 1, null),
                json(Phase.TRAINING, 1, 2, ""),
                json(Phase.TRAINING, 1, 3, withId(Split.TRAINING, 3)));

        assertThat(deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(Reason.WRONG_FEATURE_COUNT, Reason.EMPTY_VALUE, Reason.EMPTY_VALUE);
        assertThat(deadLetters().get(0).record().place().offset()).isZero();
        assertThat(output)
                .singleElement()
                .extracting(batch -> ((ExampleBatch) batch).tally())
                .isEqualTo(new ReadTally(4, 3));
    }

    @Test
    void reportsABadRecordInTheFirstPassOnly() throws Exception {
        outputOf(json(Phase.TRAINING, 1, 0, "?"), json(Phase.TRAINING, 2, 0, "?"), json(Phase.TEST, 1, 0, "?"));

        assertThat(deadLetters()).hasSize(1);
        assertThat(outputOf(end(Phase.TRAINING, 2, 0, 1, true)))
                .containsExactly(end(Phase.TRAINING, 2, 0, 1, true).with(new ReadTally(1, 1)));
    }

    @Test
    void reportsBadRecordsOfATestTopic() throws Exception {
        SplitPolicy policy = new SplitPolicy(3, 1, 0, TestBy.ID, Elements.TOPIC);
        harness.close();
        open(policy);

        outputOf(json(Phase.TEST, 1, 0, "?"));

        assertThat(deadLetters()).hasSize(1);
    }

    /** Float32 and bytes tell the learner nothing of columns, so that it would fill in 0. */
    @ParameterizedTest
    @EnumSource(
            value = Missing.Rule.class,
            names = {"MEAN", "PREVIOUS"})
    void handsOnWholeNumbersSoThatTheirMeanIsKnown(Missing.Rule rule) throws Exception {
        ExampleSchema filled = new ExampleSchema(
                Fields.of(List.of(new Feature(FieldPath.named("x"), NumberKind.PLAIN, new Missing(rule, "", false)))),
                Task.CLASSIFICATION,
                List.of("no", "yes"));
        LearnerSettings settings =
                LearnerSettings.of(Architecture.of(1, Activation.TANH, 2, 4)).withInputs(filled.inputs());
        List<RawRecord> records = List.of(
                json(Phase.LIVE, 1, 0, "{\"x\":2,\"label\":1}"),
                json(Phase.LIVE, 1, 1, "{\"x\":4,\"label\":0}"),
                json(Phase.LIVE, 1, 3, "{\"x\":null,\"label\":1}"));
        open(filled);

        List<TrainElement> output = outputOf(records.toArray(RawRecord[]::new));

        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState()) {
            for (TrainElement element : output.subList(0, 2)) {
                learner.learn(state, ((ExampleBatch) element).examples(), new Evaluation(2));
            }
            float filling = rule == Missing.Rule.MEAN ? 3 : 4;
            assertThat(learner.predict(
                            state, ((ExampleBatch) output.get(2)).examples().features(), 1))
                    .isEqualTo(learner.predict(state, Features.of(new float[] {filling}), 1));
        }
    }

    @Test
    void halfACharacterIsNoText() throws Exception {
        open(new ExampleSchema(
                Fields.of(List.of(new Feature(FieldPath.named("x"), new SeenCategory(3), Missing.REJECTED))),
                Task.CLASSIFICATION,
                List.of("no", "yes")));

        outputOf(
                json(Phase.LIVE, 1, 0, "{\"x\":\"\\uD83D\",\"label\":1}"),
                json(Phase.LIVE, 1, 1, "{\"x\":\"\\uDE00\\uD83D\",\"label\":1}"),
                json(Phase.LIVE, 1, 3, "{\"x\":\"\\uD83D\\uDE00\",\"label\":1}"));

        assertThat(harness.getSideOutput(DEAD))
                .extracting(record -> record.getValue().reason())
                .containsExactly(Reason.MALFORMED, Reason.MALFORMED);
        assertThat(harness.getSideOutput(DEAD).peek().getValue().message())
                .isEqualTo("\"x\" is not text in Unicode: half of a character");
    }
}
