package org.millrace.jobs.flink;

import static java.util.Objects.requireNonNull;

import java.net.ConnectException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;

/** Submits jobs to a Flink cluster over its REST API, as {@code flink run --detached} does. */
public final class ClusterFlink {

    private static final int CONNECTION_ATTEMPTS = 3;

    private final String host;
    private final int port;
    private final Path jar;

    /**
     * @param address {@code HOST:PORT} of the JobManager's REST API
     * @param jar the job jar, which the cluster is given
     * @throws ConfigException if the address is none
     */
    public ClusterFlink(String address, Path jar) {
        int colon = address.lastIndexOf(':');
        try {
            host = address.substring(0, Math.max(0, colon));
            port = Integer.parseInt(address.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw notAnAddress(address, e);
        }
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw notAnAddress(address, null);
        }
        this.jar = requireNonNull(jar, "jar");
    }

    /** All that an environment is configured with, as the client of the cluster wants it. */
    private static Configuration configuration(StreamExecutionEnvironment environment) {
        return Configuration.fromMap(environment.getConfiguration().toMap());
    }

    private static ConfigException notAnAddress(String address, Exception cause) {
        return new ConfigException("--flink must be HOST:PORT of Flink's REST API: " + address, cause);
    }

    /**
     * Submits a job and leaves it to the cluster.
     *
     * @param savepoint path or URI of a savepoint or a retained checkpoint to go on from
     * @throws ConfigException if the configuration asks for what cannot be, or there is no Flink at the address
     */
    public JobID submit(FlinkJob job, JobConfig config, Optional<String> savepoint) throws Exception {
        Configuration flink = FlinkConfiguration.ofJob(config);
        // Whoever waits for an answer wants to know soon that there is none.
        flink.set(RestOptions.RETRY_MAX_ATTEMPTS, CONNECTION_ATTEMPTS);
        savepoint.ifPresent(path -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createRemoteEnvironment(host, port, flink, jar.toString());
        job.addTo(environment);
        try {
            RunningJobs.requireNone(configuration(environment), job.name());
            return environment.executeAsync(job.name()).getJobID();
        } catch (Exception e) {
            throw unreachable(e, host + ":" + port, "--flink HOST:PORT, or run in this process with --local")
                    .orElse(e);
        }
    }

    /**
     * What a submission that failed says to who gave the address, if nobody answers there.
     *
     * @param another how another address is named
     */
    public static Optional<Exception> unreachable(Exception failure, String address, String another) {
        return ExceptionUtils.findThrowable(failure, ConnectException.class)
                .map(cause -> new ConfigException(
                        "no Flink at " + address + "; start a cluster, or name another with " + another, failure));
    }
}
