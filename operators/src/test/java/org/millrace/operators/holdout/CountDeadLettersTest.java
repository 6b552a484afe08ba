package org.millrace.operators.holdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.millrace.operators.Elements.json;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.millrace.operators.metrics.CapturedMetrics;
import org.millrace.operators.policy.ErrorTolerance;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.state.Types;

class CountDeadLettersTest {

    private static final RawRecord RECORD = json(Phase.LIVE, 1, 0, "{");

    /** A task between two restarts, and what it has counted. */
    private static final class Task implements AutoCloseable {

        private final CapturedMetrics metrics = new CapturedMetrics();
        private final MockEnvironment environment;
        private final OneInputStreamOperatorTestHarness<DeadLetter, DeadLetter> task;

        Task(int parallelism, int index) throws Exception {
            this(parallelism, index, ErrorTolerance.ALL);
        }

        Task(int parallelism, int index, ErrorTolerance tolerance) throws Exception {
            environment = new MockEnvironmentBuilder()
                    .setMetricGroup(metrics.task())
                    .setMaxParallelism(8)
                    .setParallelism(parallelism)
                    .setSubtaskIndex(index)
                    .build();
            task = new OneInputStreamOperatorTestHarness<>(
                    new ProcessOperator<>(new CountDeadLetters(tolerance)), environment);
            task.setup(Types.DEAD_LETTER.createSerializer(new SerializerConfigImpl()));
        }

        void count(Reason... reasons) throws Exception {
            for (Reason reason : reasons) {
                task.processElement(new StreamRecord<>(new DeadLetter(RECORD, reason, "message")));
            }
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
        try (Task task = new Task(1, 0)) {
            task.task.open();
            task.count(Reason.MALFORMED, Reason.MALFORMED, Reason.EMPTY_VALUE);

            assertThat(task.counted(Reason.MALFORMED)).isEqualTo(2);
            assertThat(task.counted(Reason.EMPTY_VALUE)).isEqualTo(1);
            assertThat(task.counted(Reason.UNKNOWN_LABEL)).isZero();
            assertThat(task.task.extractOutputValues()).hasSize(3);
        }
    }

    @Test
    void theCountsOfAllTasksTogetherGoOnAfterARestoreAtAnotherParallelism() throws Exception {
        OperatorSubtaskState saved;
        try (Task first = new Task(2, 0);
                Task second = new Task(2, 1)) {
            first.task.open();
            second.task.open();
            first.count(Reason.MALFORMED, Reason.EMPTY_VALUE);
            second.count(Reason.MALFORMED, Reason.MALFORMED);
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
                restored.count(Reason.MALFORMED);
                malformed += restored.counted(Reason.MALFORMED);
                empty += restored.counted(Reason.EMPTY_VALUE);
            }
        }

        assertThat(malformed).isEqualTo(3 + 3);
        assertThat(empty).isEqualTo(1);
    }

    @Test
    void endsTheJobWithTheFirstWhereNoneIsTolerated() throws Exception {
        try (Task task = new Task(1, 0, ErrorTolerance.NONE)) {
            task.task.open();

            assertThatThrownBy(() -> task.count(Reason.MALFORMED))
                    .hasRootCauseMessage("a record is no example, and errors.tolerance is none; the last is offset 0 of"
                            + " partition 0 of topic examples, MALFORMED")
                    .isInstanceOf(SuppressRestartsException.class);
            assertThat(task.task.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void endsTheJobWithMoreInAMinuteThanAreTolerated() throws Exception {
        try (Task task = new Task(1, 0, new ErrorTolerance(2))) {
            task.task.open();
            for (int minute = 1; minute < 4; minute++) {
                task.task.setProcessingTime(minute * 60_000L);
                task.count(Reason.MALFORMED, Reason.MALFORMED);
            }
            task.task.setProcessingTime(4 * 60_000L - 1);

            assertThatThrownBy(() -> task.count(Reason.UNKNOWN_LABEL))
                    .hasStackTraceContaining(
                            "more than 2 records within a minute are no examples (errors.limit-per-minute)");
            assertThat(task.task.extractOutputValues()).hasSize(6);
        }
    }
}
