package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.duration;
import static org.millrace.jobs.config.ValueType.oneOf;
import static org.millrace.jobs.config.ValueType.text;
import static org.millrace.jobs.config.ValueType.trueOrFalse;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.time.Duration;
import java.util.List;
import org.millrace.jobs.config.ConfigKey;

/** The keys of how Flink runs the job and keeps its state. */
public final class FlinkKeys {

    /** Where Flink keeps the state of the job while it runs. */
    public enum StateBackend {
        /** On the heap, and the parameters of the network beside it: a step reads and writes memory. */
        HASHMAP,
        /** In RocksDB, on the local disk: for more waiting batches than memory holds. Every step writes the whole learner. */
        ROCKSDB
    }

    public static final ConfigKey<Integer> PARALLELISM = optional("flink.parallelism", wholeNumber(1, 1_024), "1")
            .meaning(
                    "Number of parallel tasks that read, parse and hold out examples; reading is capped at the number of partitions");
    public static final ConfigKey<StateBackend> STATE_BACKEND = optional(
                    "flink.state-backend", oneOf(StateBackend.class), "hashmap")
            .meaning(
                    "Place of the job's state: memory (hashmap), or the local disk (rocksdb), which is far slower for the learner");
    public static final ConfigKey<Duration> CHECKPOINT_INTERVAL = optional(
                    "flink.checkpoint-interval", duration(), "10s")
            .meaning(
                    "Interval at which the state of the job, including the model, is saved; after a failure the job resumes from there");
    public static final ConfigKey<Duration> CHECKPOINT_TIMEOUT = optional(
                    "flink.checkpoint-timeout", duration(), "10min")
            .meaning("Time after which an unfinished checkpoint is aborted");
    public static final ConfigKey<Duration> CHECKPOINT_PAUSE = optional(
                    "flink.checkpoint-min-pause", duration(), "500ms")
            .meaning("Shortest time between the end of a checkpoint and the start of the next");
    public static final ConfigKey<Integer> CHECKPOINT_FAILURES = optional(
                    "flink.checkpoint-failures", wholeNumber(0, 1_000_000), "30")
            .meaning(
                    "Consecutive failed checkpoints to tolerate, as on a full disk, before the job itself fails and is restarted");
    public static final ConfigKey<Boolean> CHECKPOINT_UNALIGNED = optional(
                    "flink.checkpoint-unaligned", trueOrFalse(), "false")
            .meaning(
                    "Let checkpoints overtake batches that wait in the network, and save those too: for a job under back-pressure");
    public static final ConfigKey<String> CHECKPOINT_DIRECTORY = optional(
                    "flink.checkpoint-directory", text("a path or URI, or empty"), "")
            .meaning(
                    "Directory of the checkpoints, which are kept even when the job is cancelled; empty = as Flink is configured, in one process a temporary directory");
    public static final ConfigKey<String> SAVEPOINT_DIRECTORY = optional(
                    "flink.savepoint-directory", text("a path or URI, or empty"), "")
            .meaning(
                    "Directory in which train --local leaves a savepoint when it is stopped, to resume with --from-savepoint; empty = no savepoint");
    public static final ConfigKey<Integer> UI_PORT = optional("flink.ui-port", wholeNumber(0, PortRange.GREATEST), "0")
            .meaning("Port of Flink's web interface when the job runs in one process; 0 = any free port");

    static final List<ConfigKey<?>> ALL = List.of(
            PARALLELISM,
            STATE_BACKEND,
            CHECKPOINT_INTERVAL,
            CHECKPOINT_TIMEOUT,
            CHECKPOINT_PAUSE,
            CHECKPOINT_FAILURES,
            CHECKPOINT_UNALIGNED,
            CHECKPOINT_DIRECTORY,
            SAVEPOINT_DIRECTORY,
            UI_PORT);

    private FlinkKeys() {}
}
