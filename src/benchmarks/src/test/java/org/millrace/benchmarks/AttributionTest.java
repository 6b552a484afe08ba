package org.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttributionTest {

    private static final String CHAIN = "[Source: Examples -> HoldOut -> Train (1/1)#0 tid=17]";

    @Test
    void knowsThreadsThatWorkForOneStage() {
        assertStage("[Source Data Fetcher for Source: Examples -> ParseExamples (1/1)#0 tid=1]", Stage.FETCH);
        assertStage("[data-plane-kafka-network-thread-1-BROKER-PLAINTEXT-0 tid=1]", Stage.BROKER);
        assertStage("[kafka-1-raft-io-thread tid=1]", Stage.BROKER);
        assertStage("[kafka-producer-network-thread | producer-3 tid=1]", Stage.REPORT);
        assertStage("[AsyncOperations-thread-1 tid=1]", Stage.CHECKPOINT);
        assertStage("[millrace-metrics tid=1]", Stage.METRICS);
        assertStage("[OutputFlusher for HoldOut (1/1)#0 tid=1]", Stage.EXCHANGE);
        assertStage("[GC Thread#0 tid=1]", Stage.GC);
        assertStage("[G1 Conc#0 tid=1]", Stage.GC);
        assertStage("[C2 CompilerThre tid=1]", Stage.COMPILE);
        assertStage("[main tid=1]", Stage.OTHER);
    }

    @Test
    void tellsTheStagesOfOneChainApartByTheInnermostFrameOfOurs() {
        String source = "org/millrace/operators/source/ReplayReader.pollNext";
        String holdOut = "org/millrace/operators/holdout/HoldOut.processElement";
        String read = "org/millrace/operators/holdout/ExampleReader.read";
        String format = "org/millrace/operators/format/BinaryExampleFormat.read";
        String train = "org/millrace/operators/train/Train.processElement";
        String flink = "org/apache/flink/streaming/runtime/tasks/ChainingOutput.collect";

        assertStage(CHAIN, Stage.FETCH, source, flink);
        assertStage(CHAIN, Stage.HOLD_OUT, source, flink, holdOut, "java/util/HashMap.get");
        assertStage(CHAIN, Stage.DECODE, source, flink, holdOut, read, "java/util/HashMap.get");
        assertStage(CHAIN, Stage.DECODE, source, flink, holdOut, format, "java/nio/HeapByteBuffer.get");
        assertStage(CHAIN, Stage.LEARN, source, flink, holdOut, flink, train);
        assertStage(
                CHAIN,
                Stage.LEARN,
                source,
                flink,
                train,
                "org/millrace/model/Learner.learn",
                "org/bytedeco/openblas/global/openblas_nolapack.cblas_sgemm");
        assertStage(CHAIN, Stage.REPORT, train, flink, "org/millrace/operators/format/EvaluationJson.write");
        assertStage(CHAIN, Stage.REPORT, holdOut, flink, "org/millrace/operators/holdout/CountDeadLetters.count");
        assertStage(CHAIN, Stage.OTHER, "org/apache/flink/streaming/runtime/tasks/mailbox/MailboxProcessor.run");
    }

    @Test
    void findsTheWayBetweenTasks() {
        assertStage(
                "[HoldOut (1/1)#0 tid=1]",
                Stage.EXCHANGE,
                "org/millrace/operators/holdout/HoldOut.processElement",
                "org/apache/flink/runtime/io/network/api/writer/RecordWriter.emit",
                "org/millrace/operators/state/TrainElementSerializer.write",
                "java/nio/ByteBuffer.put");
    }

    @Test
    void letsCheckpointsAndMetersClaimWhatTheyCall() {
        assertStage(
                CHAIN,
                Stage.CHECKPOINT,
                "org/apache/flink/streaming/runtime/tasks/SubtaskCheckpointCoordinatorImpl.checkpointState",
                "org/millrace/operators/state/ValueSerializer.serialize");
        assertStage(
                CHAIN,
                Stage.CHECKPOINT,
                "org/millrace/operators/train/Train.processElement",
                "org/millrace/operators/state/LearnerStateSerializer.copy",
                "org/millrace/model/LearnerState.copy");
        assertStage(
                CHAIN,
                Stage.METRICS,
                "org/millrace/operators/train/Train.processElement",
                "org/millrace/operators/metrics/ClassMeters.count",
                "org/millrace/model/evaluation/ConfusionMatrix.predictions");
    }

    private static void assertStage(String thread, Stage expected, String... frames) {
        assertThat(Attribution.of(thread, List.of(frames)))
                .as("%s %s", thread, List.of(frames))
                .isEqualTo(expected);
    }
}
