package org.millrace.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the stage of a sample of the processor: by the name of its thread, if all that the thread does belongs to one stage;
 * else by its call stack. Checkpoints and meters claim all that they call; otherwise the innermost frame counts that
 * belongs to a stage.
 */
final class Attribution {

    /** Parts of thread names. */
    private static final List<Map.Entry<String, Stage>> THREADS = List.of(
            Map.entry("Source Data Fetcher", Stage.FETCH),
            Map.entry("kafka-producer-network-thread", Stage.REPORT),
            Map.entry("AsyncOperations", Stage.CHECKPOINT),
            Map.entry("Checkpoint Timer", Stage.CHECKPOINT),
            Map.entry("millrace-metrics", Stage.METRICS),
            Map.entry("flink-metrics", Stage.METRICS),
            Map.entry("OutputFlusher", Stage.EXCHANGE),
            Map.entry("kafka", Stage.BROKER),
            Map.entry("raft", Stage.BROKER),
            Map.entry("quorum-controller", Stage.BROKER),
            Map.entry("broker-", Stage.BROKER),
            Map.entry("controller-", Stage.BROKER),
            Map.entry("coordinator-", Stage.BROKER),
            Map.entry("ExpirationReaper", Stage.BROKER),
            Map.entry("GC Thread", Stage.GC),
            Map.entry("G1 ", Stage.GC),
            Map.entry("VM Thread", Stage.GC),
            Map.entry("C1 Compiler", Stage.COMPILE),
            Map.entry("C2 Compiler", Stage.COMPILE),
            Map.entry("Sweeper thread", Stage.COMPILE));

    /** Beginnings of frames that claim all that they call. */
    private static final List<Map.Entry<String, Stage>> CLAIMS = List.of(
            Map.entry("org/apache/flink/streaming/runtime/tasks/SubtaskCheckpointCoordinatorImpl", Stage.CHECKPOINT),
            Map.entry("org/apache/flink/runtime/checkpoint/", Stage.CHECKPOINT),
            Map.entry("org/apache/flink/runtime/state/heap/CopyOnWriteStateMap.copy", Stage.CHECKPOINT),
            Map.entry("org/millrace/operators/state/LearnerStateSerializer.copy", Stage.CHECKPOINT),
            Map.entry("org/millrace/operators/state/ValueSerializer.copy", Stage.CHECKPOINT),
            Map.entry("org/millrace/operators/metrics/", Stage.METRICS),
            Map.entry("org/apache/flink/runtime/metrics/", Stage.METRICS));

    /** Beginnings of frames, the longer before the shorter. */
    private static final List<Map.Entry<String, Stage>> FRAMES = List.of(
            Map.entry("org/millrace/operators/source/", Stage.FETCH),
            Map.entry("org/millrace/operators/format/EvaluationJson", Stage.REPORT),
            Map.entry("org/millrace/operators/format/", Stage.DECODE),
            Map.entry("org/millrace/operators/holdout/CountDeadLetters", Stage.REPORT),
            Map.entry("org/millrace/operators/holdout/ExampleReader", Stage.DECODE),
            Map.entry("org/millrace/operators/holdout/", Stage.HOLD_OUT),
            Map.entry("org/millrace/operators/policy/", Stage.HOLD_OUT),
            Map.entry("org/millrace/operators/train/", Stage.LEARN),
            Map.entry("org/millrace/operators/progress/", Stage.LEARN),
            Map.entry("org/millrace/model/", Stage.LEARN),
            Map.entry("org/millrace/operators/sink/", Stage.REPORT),
            Map.entry("org/millrace/operators/state/", Stage.EXCHANGE),
            Map.entry("org/apache/flink/runtime/io/network/", Stage.EXCHANGE),
            Map.entry("org/apache/flink/runtime/plugable/", Stage.EXCHANGE));

    private Attribution() {}

    /**
     * The stage of a sample.
     *
     * @param frames {@code package/Class.method}, from the outermost to the innermost
     */
    static Stage of(String thread, List<String> frames) {
        return ofThread(thread).orElseGet(() -> ofStack(frames));
    }

    /** The stage of all that a thread does; empty for threads that work for several. */
    static Optional<Stage> ofThread(String name) {
        return THREADS.stream()
                .filter(rule -> name.contains(rule.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Stage ofStack(List<String> frames) {
        for (String frame : frames) {
            Optional<Stage> claim = first(CLAIMS, frame);
            if (claim.isPresent()) {
                return claim.get();
            }
        }
        for (int i = frames.size() - 1; i >= 0; i--) {
            Optional<Stage> stage = first(FRAMES, frames.get(i));
            if (stage.isPresent()) {
                return stage.get();
            }
        }
        return Stage.OTHER;
    }

    private static Optional<Stage> first(List<Map.Entry<String, Stage>> rules, String frame) {
        return rules.stream()
                .filter(rule -> frame.startsWith(rule.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
