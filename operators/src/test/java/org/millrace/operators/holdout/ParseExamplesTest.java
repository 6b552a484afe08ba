package org.millrace.operators.holdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.operators.Elements.end;
import static org.millrace.operators.Elements.json;

import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millrace.operators.Elements;
import org.millrace.operators.format.ExampleSchema;
import org.millrace.operators.metrics.CapturedMetrics;
import org.millrace.operators.policy.SplitPolicy;
import org.millrace.operators.policy.SplitPolicy.TestBy;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.Example;
import org.millrace.operators.record.ParsedElement;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.Rejected;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.record.Split;
import org.millrace.operators.state.Types;

public class ParseExamplesTest {

    private static final OutputTag<DeadLetter> DEAD = new OutputTag<>("dead", Types.DEAD_LETTER);
    private static final String GOOD = "{\"id\":\"a\",\"ts\":77,\"features\":[1,2],\"label\":1}";

    /** Of three offsets the last is validated; by id, about half of the rest are tested. */
    private static final SplitPolicy POLICY = new SplitPolicy(3, 1, 0.5, TestBy.ID, "");

    private OneInputStreamOperatorTestHarness<SourceElement, ParsedElement> harness;

    @BeforeEach
    void open() throws Exception {
        open(POLICY);
    }

    private void open(SplitPolicy policy) throws Exception {
        ParseExamples parse = new ParseExamples(new ExampleSchema(2, List.of("no", "yes")), policy, DEAD);
        harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(parse));
        harness.setup(Types.PARSED_ELEMENT.createSerializer(new SerializerConfigImpl()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private List<ParsedElement> parse(SourceElement... elements) throws Exception {
        for (SourceElement element : elements) {
            harness.processElement(new StreamRecord<>(element));
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
        List<ParsedElement> parsed = parse(json(Phase.LIVE, 1, 3, withId(Split.TRAINING, 3)));

        assertThat(parsed).singleElement().isInstanceOfSatisfying(Example.class, example -> {
            assertThat(example.split()).isEqualTo(Split.TRAINING);
            assertThat(example.features()).containsExactly(1, 2);
            assertThat(example.label()).isEqualTo(1);
            assertThat(example.timestamp()).isEqualTo(77);
            assertThat(example.place().offset()).isEqualTo(3);
        });
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void takesKafkasTimestampWhereTheExampleHasNone() throws Exception {
        List<ParsedElement> parsed = parse(json(Phase.LIVE, 1, 3, GOOD.replace("\"ts\":77,", "")));

        assertThat(((Example) parsed.get(0)).timestamp()).isEqualTo(1_003);
    }

    @Test
    void letsOnlyTheExamplesOfThePhaseThrough() throws Exception {
        for (Split split : Split.values()) {
            long offset = split == Split.VALIDATION ? 2 : 0;
            for (Phase phase : Phase.values()) {
                harness.getOutput().clear();

                List<ParsedElement> parsed = parse(json(phase, 1, offset, withId(split, offset)));

                assertThat(parsed).as("%s in %s", split, phase).hasSize(phase.takesIn(split) ? 1 : 0);
            }
        }
    }

    @Test
    void turnsEachBadRecordIntoOneDeadLetterWithItsReasonAndGoesOn() throws Exception {
        List<ParsedElement> parsed = parse(
                json(Phase.TRAINING, 1, 0, "{\"features\":[1],\"label\":0}"),
                json(Phase.TRAINING, 1, 1, null),
                json(Phase.TRAINING, 1, 2, ""),
                json(Phase.TRAINING, 1, 3, withId(Split.TRAINING, 3)));

        assertThat(deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(Reason.WRONG_FEATURE_COUNT, Reason.EMPTY_VALUE, Reason.EMPTY_VALUE);
        assertThat(deadLetters().get(0).record().place().offset()).isZero();
        assertThat(parsed).hasSize(4);
        assertThat(parsed.subList(0, 3)).hasOnlyElementsOfType(Rejected.class);
        assertThat(parsed.get(3)).isInstanceOf(Example.class);
    }

    @Test
    void reportsABadRecordInTheFirstPassOnly() throws Exception {
        parse(json(Phase.TRAINING, 1, 0, "?"), json(Phase.TRAINING, 2, 0, "?"), json(Phase.TEST, 1, 0, "?"));

        assertThat(deadLetters()).hasSize(1);
        assertThat(harness.extractOutputValues()).hasSize(1);
    }

    @Test
    void reportsBadRecordsOfATestTopic() throws Exception {
        SplitPolicy policy = new SplitPolicy(3, 1, 0, TestBy.ID, Elements.TOPIC);
        harness.close();
        open(policy);

        parse(json(Phase.TEST, 1, 0, "?"));

        assertThat(deadLetters()).hasSize(1);
    }

    @Test
    void passesTheEndOfAPassOn() throws Exception {
        EndOfPass end = end(Phase.TRAINING, 2, 0, 1, true);

        assertThat(parse(end)).containsExactly(end);
    }

    /** A task of the parser between two restarts, and what it has counted. */
    private static final class Task implements AutoCloseable {

        private final CapturedMetrics metrics = new CapturedMetrics();
        private final MockEnvironment environment;
        private final OneInputStreamOperatorTestHarness<SourceElement, ParsedElement> task;

        Task(int parallelism, int index) throws Exception {
            environment = new MockEnvironmentBuilder()
                    .setMetricGroup(metrics.task())
                    .setMaxParallelism(8)
                    .setParallelism(parallelism)
                    .setSubtaskIndex(index)
                    .build();
            ParseExamples parse = new ParseExamples(new ExampleSchema(2, List.of("no", "yes")), POLICY, DEAD);
            task = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(parse), environment);
            task.setup(Types.PARSED_ELEMENT.createSerializer(new SerializerConfigImpl()));
        }

        Task parse(String... values) throws Exception {
            for (String value : values) {
                task.processElement(new StreamRecord<>(json(Phase.LIVE, 1, 0, value)));
            }
            return this;
        }

        double counted(Reason reason) {
            return metrics.figures().get("millrace_dead_letters{reason=" + reason + "}");
        }

        @Override
        public void close() throws Exception {
            task.close();
            environment.close();
        }
    }

    @Test
    void countsDeadLettersByReasonFromZero() throws Exception {
        try (Task parser = new Task(1, 0)) {
            parser.task.open();
            parser.parse(GOOD, "{", "{", null);

            assertThat(parser.counted(Reason.MALFORMED)).isEqualTo(2);
            assertThat(parser.counted(Reason.EMPTY_VALUE)).isEqualTo(1);
            assertThat(parser.counted(Reason.UNKNOWN_LABEL)).isZero();
        }
    }

    @Test
    void theCountsOfAllTasksTogetherGoOnAfterARestoreAtAnotherParallelism() throws Exception {
        OperatorSubtaskState saved;
        try (Task first = new Task(2, 0);
                Task second = new Task(2, 1)) {
            first.task.open();
            second.task.open();
            first.parse("{", null);
            second.parse("{", "{");
            saved = AbstractStreamOperatorTestHarness.repackageState(
                    first.task.snapshot(1, 1), second.task.snapshot(1, 1));
        }
        double malformed = 0;
        double empty = 0;
        for (int index = 0; index < 3; index++) {
            try (Task restored = new Task(3, index)) {
                restored.task.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(saved, 8, 2, 3, index));
                restored.task.open();
                restored.parse("{");
                malformed += restored.counted(Reason.MALFORMED);
                empty += restored.counted(Reason.EMPTY_VALUE);
            }
        }

        assertThat(malformed).isEqualTo(3 + 3);
        assertThat(empty).isEqualTo(1);
    }
}
