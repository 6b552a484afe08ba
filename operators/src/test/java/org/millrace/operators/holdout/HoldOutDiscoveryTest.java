package org.millrace.operators.holdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.operators.Elements.end;
import static org.millrace.operators.Elements.example;
import static org.millrace.operators.holdout.HoldOutRuns.BATCH;
import static org.millrace.operators.holdout.HoldOutRuns.DEAD;
import static org.millrace.operators.holdout.HoldOutRuns.POLICY;
import static org.millrace.operators.holdout.HoldOutRuns.feed;
import static org.millrace.operators.holdout.HoldOutRuns.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;
import org.millrace.operators.policy.BatchPolicy;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Fields;
import org.millrace.operators.state.TrainElementSerializer;

/** Classes that no configuration lists: what the labels of a partition name. */
class HoldOutDiscoveryTest {

    private static final ExampleSchema SCHEMA = ExampleSchema.discovering(Fields.vector(2), 3);

    /** The first seven offsets of a partition, which are training examples, with these labels as they stand in JSON. */
    private static List<SourceElement> labels(int partition, String... labels) {
        List<SourceElement> elements = new ArrayList<>();
        for (String label : labels) {
            elements.add(example(Phase.LIVE, 1, partition, elements.size(), label));
        }
        return elements;
    }

    /** What came out, and the dead letters, with a restart before the element number {@code cut}. */
    private static Output output(int cut, List<SourceElement> elements) throws Exception {
        Output output = new Output(new ArrayList<>(), new ArrayList<>());
        try (var before = harness(POLICY, BatchPolicy.ofSize(BATCH), SCHEMA);
                var after = harness(POLICY, BatchPolicy.ofSize(BATCH), SCHEMA)) {
            before.setup(TrainElementSerializer.INSTANCE);
            before.open();
            feed(before, elements.subList(0, cut));
            output.take(before.extractOutputValues(), before.getSideOutput(DEAD));
            after.setup(TrainElementSerializer.INSTANCE);
            after.initializeState(before.snapshot(1, 1));
            after.open();
            feed(after, elements.subList(cut, elements.size()));
            output.take(after.extractOutputValues(), after.getSideOutput(DEAD));
        }
        return output;
    }

    private record Output(List<TrainElement> elements, List<DeadLetter> deadLetters) {

        void take(List<TrainElement> more, Queue<StreamRecord<DeadLetter>> letters) {
            elements.addAll(more);
            Optional.ofNullable(letters).stream()
                    .flatMap(Queue::stream)
                    .map(StreamRecord::getValue)
                    .forEach(deadLetters::add);
        }

        /** The names that the labels of each batch stand for, row by row. */
        List<List<String>> names() {
            return elements.stream()
                    .filter(ExampleBatch.class::isInstance)
                    .map(ExampleBatch.class::cast)
                    .map(batch -> Arrays.stream(batch.examples().labels())
                            .mapToObj(batch.classes()::get)
                            .toList())
                    .toList();
        }
    }

    @Test
    void labelsOfABatchPointToItsOwnNames() throws Exception {
        List<SourceElement> elements = labels(0, "\"cat\"", "7", "\"cat\"", "true", "true", "7", "7");
        elements.add(end(Phase.LIVE, 1, 0, 1, true));

        Output output = output(0, elements);

        assertThat(output.names()).containsExactly(List.of("cat", "7", "cat", "true"), List.of("true", "7", "7"));
        assertThat(((ExampleBatch) output.elements().get(0)).classes()).containsExactly("cat", "7", "true");
        assertThat(((ExampleBatch) output.elements().get(1)).classes()).containsExactly("true", "7");
        assertThat(output.deadLetters()).isEmpty();
    }

    @Test
    void oneClassTooManyIsADeadLetterAndSoItIsAfterARestart() throws Exception {
        List<SourceElement> elements = labels(0, "\"a\"", "\"b\"", "\"c\"", "\"d\"", "\"b\"", "\"d\"", "\"a\"");
        elements.add(end(Phase.LIVE, 1, 0, 1, true));
        for (int cut = 0; cut <= elements.size(); cut++) {
            Output output = output(cut, elements);

            assertThat(output.names()).containsExactly(List.of("a", "b", "c", "b"), List.of("a"));
            assertThat(output.deadLetters())
                    .extracting(DeadLetter::reason)
                    .containsExactly(Reason.TOO_MANY_CLASSES, Reason.TOO_MANY_CLASSES);
            assertThat(output.deadLetters().get(0).message())
                    .isEqualTo("label \"d\" would be class number 4 of the partition, of at most 3");
        }
    }

    @Test
    void eachPartitionCountsItsOwn() throws Exception {
        List<SourceElement> elements = labels(0, "1", "2", "3", "1");
        elements.addAll(labels(1, "4", "5", "6", "4"));

        Output output = output(4, elements);

        assertThat(output.names()).containsExactly(List.of("1", "2", "3", "1"), List.of("4", "5", "6", "4"));
        assertThat(output.deadLetters()).isEmpty();
    }

    @Test
    void whatCannotNameAClassIsADeadLetter() throws Exception {
        String longest = "x".repeat(100);
        List<SourceElement> elements =
                labels(0, "\"\"", "\" a\"", "\"a\\nb\"", "\"" + longest + "x\"", "1.5", "null", "\"" + longest + "\"");
        elements.add(end(Phase.LIVE, 1, 0, 1, true));

        Output output = output(3, elements);

        assertThat(output.names()).containsExactly(List.of(longest));
        assertThat(output.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(
                        Reason.UNKNOWN_LABEL,
                        Reason.UNKNOWN_LABEL,
                        Reason.UNKNOWN_LABEL,
                        Reason.UNKNOWN_LABEL,
                        Reason.MALFORMED,
                        Reason.MISSING_FIELD);
    }
}
