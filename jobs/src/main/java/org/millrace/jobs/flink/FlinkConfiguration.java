package org.millrace.jobs.flink;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.FlinkKeys;

/** Flink's own configuration, as far as ours decides it. */
public final class FlinkConfiguration {

    private static final String LOOPBACK = "localhost";
    private static final String REPORTER = "millrace";
    private static final String REPORTER_FACTORY = "org.millrace.metrics.PrometheusReporterFactory";
    private static final int LOCAL_RESTARTS = 2;

    /** In event-time order a batch waits about so long for the watermark after it. */
    private static final Duration WATERMARK_INTERVAL = Duration.ofMillis(50);

    private static final Pattern URI_SCHEME = Pattern.compile("[a-z][a-z0-9+.-]+:");

    private FlinkConfiguration() {}

    /** What the job brings with it wherever it runs. */
    public static Configuration ofJob(JobConfig config) {
        Configuration flink = new Configuration();
        flink.set(CoreOptions.DEFAULT_PARALLELISM, config.get(FlinkKeys.PARALLELISM));
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.get(FlinkKeys.CHECKPOINT_INTERVAL));
        flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, config.get(FlinkKeys.CHECKPOINT_TIMEOUT));
        flink.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, config.get(FlinkKeys.CHECKPOINT_PAUSE));
        flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, config.get(FlinkKeys.CHECKPOINT_FAILURES));
        flink.set(CheckpointingOptions.ENABLE_UNALIGNED, config.get(FlinkKeys.CHECKPOINT_UNALIGNED));
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        flink.set(
                StateBackendOptions.STATE_BACKEND,
                config.get(FlinkKeys.STATE_BACKEND).name().toLowerCase(Locale.ROOT));
        flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        flink.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, WATERMARK_INTERVAL);
        // Everything that crosses between tasks has a serializer of its own; anything else is a mistake.
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        // In a chain, an element goes from one stage to the next as it is; what keeps it copies it.
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        // For Flink's web UI, which shows them with the job.
        flink.set(PipelineOptions.GLOBAL_JOB_PARAMETERS, config.shown());
        String directory = config.get(FlinkKeys.CHECKPOINT_DIRECTORY);
        if (!directory.isEmpty()) {
            checkpointsIn(uri(directory), flink);
        }
        return flink;
    }

    /** What a Flink in this process needs besides. */
    public static Configuration ofLocalCluster(JobConfig config, Path temporary) {
        Configuration flink = ofJob(config);
        flink.set(RestOptions.ADDRESS, LOOPBACK);
        flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        flink.set(RestOptions.BIND_PORT, config.get(FlinkKeys.UI_PORT).toString());
        flink.set(CoreOptions.TMP_DIRS, temporary.toString());
        flink.set(WebOptions.TMP_DIR, temporary.toString());
        flink.set(WebOptions.SUBMIT_ENABLE, false);
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, config.get(FlinkKeys.PARALLELISM));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "failure-rate");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL, LOCAL_RESTARTS);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL, Duration.ofMinutes(10));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY, Duration.ofSeconds(1));
        if (config.get(FlinkKeys.CHECKPOINT_DIRECTORY).isEmpty()) {
            // The memory of the JobManager takes 5 MiB of state at most: too little for a middling network.
            checkpointsIn(temporary.resolve("checkpoints").toUri().toString(), flink);
        }
        return flink;
    }

    /**
     * Lets a Flink in this process serve its metrics and ours to Prometheus. The reporter is found by its name alone: on a
     * cluster it is a plugin, which a job must not bring.
     */
    public static void serveMetrics(int port, Configuration flink) {
        flink.set(MetricOptions.REPORTERS_LIST, REPORTER);
        String prefix = "metrics.reporter." + REPORTER + ".";
        flink.setString(prefix + "factory.class", REPORTER_FACTORY);
        flink.setString(prefix + "host", LOOPBACK);
        flink.setString(prefix + "port", Integer.toString(port));
    }

    /** A path of this machine as a URI; what is a URI already stays as it is. */
    public static String uri(String directory) {
        return URI_SCHEME.matcher(directory).lookingAt()
                ? directory
                : Path.of(directory).toAbsolutePath().toUri().toString();
    }

    private static void checkpointsIn(String directory, Configuration flink) {
        flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory);
    }
}
