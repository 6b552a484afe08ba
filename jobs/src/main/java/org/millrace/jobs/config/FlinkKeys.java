package org.millrace.jobs.config;

import static org.millrace.jobs.config.ValueTypes.duration;
import static org.millrace.jobs.config.ValueTypes.oneOf;
import static org.millrace.jobs.config.ValueTypes.text;
import static org.millrace.jobs.config.ValueTypes.trueOrFalse;
import static org.millrace.jobs.config.ValueTypes.wholeNumber;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The keys of how Flink runs the job and keeps its state. */
public final class FlinkKeys {

    private static final List<ConfigKey<?>> CATALOGUE = new ArrayList<>();

    public static final ConfigKey<Integer> PARALLELISM = optional(
            "flink.parallelism",
            wholeNumber(1, 1_024),
            "1",
            "How many tasks read, parse and hold out examples side by side; no more read than the topic has partitions");
    public static final ConfigKey<StateBackend> STATE_BACKEND = optional(
            "flink.state-backend",
            oneOf(StateBackend.class),
            "hashmap",
            "Where the state of the job lives: in memory (hashmap), or on the local disk (rocksdb), which is far slower for the learner");
    public static final ConfigKey<Duration> CHECKPOINT_INTERVAL = optional(
            "flink.checkpoint-interval",
            duration(),
            "10s",
            "How often the state of the job, the model included, is saved; after a failure the job goes on from there");
    public static final ConfigKey<Duration> CHECKPOINT_TIMEOUT =
            optional("flink.checkpoint-timeout", duration(), "10min", "A checkpoint that takes longer is given up");
    public static final ConfigKey<Duration> CHECKPOINT_PAUSE = optional(
            "flink.checkpoint-min-pause",
            duration(),
            "500ms",
            "Shortest time between the end of a checkpoint and the start of the next");
    public static final ConfigKey<Integer> CHECKPOINT_FAILURES = optional(
            "flink.checkpoint-failures",
            wholeNumber(0, 1_000_000),
            "30",
            "So many checkpoints in a row may fail, as on a full disk, before the job itself fails and is restarted");
    public static final ConfigKey<Boolean> CHECKPOINT_UNALIGNED = optional(
            "flink.checkpoint-unaligned",
            trueOrFalse(),
            "false",
            "Let checkpoints overtake batches that wait in the network, and save those, too: for a job under back-pressure");
    public static final ConfigKey<String> CHECKPOINT_DIRECTORY = optional(
            "flink.checkpoint-directory",
            text("a path or URI, or empty"),
            "",
            "Where checkpoints are kept, also when the job is cancelled; empty = as Flink is configured, in one process a temporary directory");
    public static final ConfigKey<String> SAVEPOINT_DIRECTORY = optional(
            "flink.savepoint-directory",
            text("a path or URI, or empty"),
            "",
            "Where train --local leaves a savepoint when it is stopped, to go on from with --from-savepoint; empty = none");
    public static final ConfigKey<Integer> UI_PORT = optional(
            "flink.ui-port",
            wholeNumber(0, 65_535),
            "0",
            "Port of Flink's web interface when the job runs in one process; 0 = any free port");

    private FlinkKeys() {}

    static List<ConfigKey<?>> all() {
        return List.copyOf(CATALOGUE);
    }

    private static <T> ConfigKey<T> optional(String name, ValueType<T> type, String defaultValue, String meaning) {
        ConfigKey<T> key = ConfigKey.optional(name, type, defaultValue, meaning);
        CATALOGUE.add(key);
        return key;
    }
}
