package org.millrace.jobs.flink;

import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.FlinkKeys;
import org.millrace.jobs.config.keys.MetricsKeys;
import org.millrace.jobs.config.keys.PortRange;
import org.millrace.jobs.watch.FreePort;

/** A Flink cluster in this process, with its web UI. */
public final class LocalFlink implements AutoCloseable {

    private static final long CLOSE_SECONDS = 20;
    private static final long SAVEPOINT_SECONDS = 60;

    private final MiniCluster cluster;
    private final Configuration flink;

    private final OptionalInt metricsPort;

    private LocalFlink(MiniCluster cluster, Configuration flink, OptionalInt metricsPort) {
        this.cluster = cluster;
        this.flink = flink;
        this.metricsPort = metricsPort;
    }

    /**
     * Starts the cluster.
     *
     * @param temporary directory for Flink's temporary files
     * @throws ConfigException if a configured port is taken
     */
    public static LocalFlink start(JobConfig config, Path temporary) throws Exception {
        Configuration flink = FlinkConfiguration.ofLocalCluster(config, temporary);
        OptionalInt metricsPort = metricsPort(config);
        metricsPort.ifPresent(port -> FlinkConfiguration.serveMetrics(port, flink));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(config.get(FlinkKeys.PARALLELISM))
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            cluster.close();
            if (ExceptionUtils.findThrowable(e, BindException.class).isPresent()) {
                throw new ConfigException(
                        "port " + config.get(FlinkKeys.UI_PORT)
                                + " is in use; choose another for Flink's web UI with --set flink.ui-port=PORT (0: any free port)",
                        e);
            }
            throw e;
        }
        return new LocalFlink(cluster, flink, metricsPort);
    }

    private static OptionalInt metricsPort(JobConfig config) {
        Optional<PortRange> ports = config.get(MetricsKeys.PORT);
        OptionalInt free = ports.map(FreePort::of).orElse(OptionalInt.empty());
        if (ports.isPresent() && free.isEmpty()) {
            throw new ConfigException(
                    "%s in use; choose another for /metrics with --set %s=PORT (0: any free port; none)"
                            .formatted(
                                    ports.get().first() == ports.get().last()
                                            ? ports.get() + " is"
                                            : ports.get() + " are",
                                    MetricsKeys.PORT));
        }
        return free;
    }

    /** Address of the web UI. */
    public URI address() throws Exception {
        return cluster.getRestAddress().get();
    }

    /** Where Prometheus finds the metrics; empty if they are not served. */
    public Optional<URI> metrics() {
        return metricsPort.stream()
                .mapToObj(port -> URI.create("http://localhost:" + port + "/metrics"))
                .findFirst();
    }

    /**
     * Submits a job.
     *
     * @param savepoint path or URI of a savepoint or a retained checkpoint to go on from
     */
    public JobID submit(FlinkJob job, Optional<String> savepoint) throws Exception {
        Configuration withSavepoint = new Configuration(flink);
        savepoint.ifPresent(path -> withSavepoint.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(withSavepoint);
        job.addTo(environment);
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName(job.name());
        return cluster.submitJob(graph).get().getJobID();
    }

    /** Completes when the job has ended, one way or the other. */
    public CompletableFuture<JobResult> result(JobID job) {
        return cluster.requestJobResult(job);
    }

    /**
     * Stops the job with a savepoint.
     *
     * @return where the savepoint is
     */
    public String stop(JobID job, String directory) throws InterruptedException, ExecutionException, TimeoutException {
        return cluster.stopWithSavepoint(job, directory, false, SavepointFormatType.CANONICAL)
                .get(SAVEPOINT_SECONDS, TimeUnit.SECONDS);
    }

    /** Cancels the job unless it has ended, and waits for that. */
    public void cancel(JobID job) throws InterruptedException {
        try {
            JobStatus status = cluster.getJobStatus(job).get();
            if (!status.isGloballyTerminalState()) {
                cluster.cancelJob(job).get();
                cluster.requestJobResult(job).get(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            // The cluster is closed next, which ends whatever is left of the job.
        }
    }

    @Override
    public void close() throws Exception {
        cluster.closeAsync().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
