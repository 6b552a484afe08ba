package org.millrace.benchmarks;

import java.util.Locale;

/** What the pipeline's processor time is spent on. */
enum Stage {
    /** The consumer's thread, and the source that takes records from it. */
    FETCH,
    /** Bytes of a record to features and label. */
    DECODE,
    /** Splits, open batches and windows. */
    HOLD_OUT,
    /** Records and batches between tasks, where they are not in one chain. */
    EXCHANGE,
    /** Prediction, evaluation and training. */
    LEARN,
    /** Evaluations and dead letters on their way to Kafka. */
    REPORT,
    CHECKPOINT,
    /** Millrace's meters, and their exposition to Prometheus. */
    METRICS,
    /** The Kafka broker, which runs in this process. */
    BROKER,
    /** Garbage collection. */
    GC,
    /** The JIT compiler. */
    COMPILE,
    /** Everything else: Flink's coordination and heartbeats, idle polling, the benchmark itself. */
    OTHER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
