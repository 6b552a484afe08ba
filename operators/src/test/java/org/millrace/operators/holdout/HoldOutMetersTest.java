package org.millrace.operators.holdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.operators.Elements.end;
import static org.millrace.operators.Elements.example;
import static org.millrace.operators.Elements.timed;

import java.util.List;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.millrace.operators.format.FormatSettings;
import org.millrace.operators.metrics.CapturedMetrics;
import org.millrace.operators.policy.BatchPolicy;
import org.millrace.operators.policy.SplitPolicy;
import org.millrace.operators.policy.SplitPolicy.TestBy;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.state.TrainElementSerializer;
import org.millrace.operators.state.Types;

class HoldOutMetersTest {

    /** Of ten offsets the last three are a validation window. */
    private static final SplitPolicy POLICY = new SplitPolicy(10, 3, 0, TestBy.PLACE, "");

    /** A task between two restarts, with mini-batches of four. */
    private static final class Task implements AutoCloseable {

        private final CapturedMetrics metrics = new CapturedMetrics();
        private final MockEnvironment environment =
                new MockEnvironmentBuilder().setMetricGroup(metrics.task()).build();
        private final KeyedOneInputStreamOperatorTestHarness<String, SourceElement, TrainElement> harness;

        Task() throws Exception {
            HoldOut holdOut = new HoldOut(
                    POLICY,
                    BatchPolicy.ofSize(4),
                    new ExampleSchema(2, List.of("even", "odd")),
                    FormatSettings.DEFAULT,
                    new OutputTag<>("dead", Types.DEAD_LETTER));
            harness = new KeyedOneInputStreamOperatorTestHarness<>(
                    new KeyedProcessOperator<>(holdOut),
                    new PartitionKey(),
                    BasicTypeInfo.STRING_TYPE_INFO,
                    environment);
            harness.setup(TrainElementSerializer.INSTANCE);
        }

        void feed(int partition, long from, long to) throws Exception {
            for (long offset = from; offset < to; offset++) {
                harness.processElement(timed(example(Phase.TRAINING, 1, partition, offset)));
            }
        }

        double waiting() {
            return metrics.figures().get("millrace_waiting_records{}");
        }

        @Override
        public void close() throws Exception {
            harness.close();
            environment.close();
        }
    }

    @Test
    void countsTheRecordsOfAllPartitionsThatWaitInOpenBatches() throws Exception {
        try (Task task = new Task()) {
            task.harness.open();
            assertThat(task.waiting()).isZero();
            task.feed(0, 0, 3);
            task.feed(1, 0, 2);
            assertThat(task.waiting()).isEqualTo(5);
            task.feed(0, 3, 4);
            assertThat(task.waiting()).isEqualTo(2);
            task.feed(1, 2, 9);
            assertThat(task.waiting())
                    .as("three of a mini-batch, two of a window")
                    .isEqualTo(5);
            task.harness.processElement(timed(end(Phase.TRAINING, 1, 1, 2, false)));
            assertThat(task.waiting()).isZero();
        }
    }

    @Test
    void countsWhatHasWaitedSinceBeforeARestart() throws Exception {
        OperatorSubtaskState snapshot;
        try (Task before = new Task()) {
            before.harness.open();
            before.feed(0, 0, 2);
            snapshot = before.harness.snapshot(1, 1);
        }
        try (Task after = new Task()) {
            after.harness.initializeState(snapshot);
            after.harness.open();
            after.feed(0, 2, 3);
            assertThat(after.waiting()).isEqualTo(3);
        }
    }
}
