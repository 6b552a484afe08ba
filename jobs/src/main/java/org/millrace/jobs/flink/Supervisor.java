package org.millrace.jobs.flink;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.FlinkKeys;

/**
 * Keeps a job on a cluster that may forget it: whenever Flink knows no job of its name, it is submitted again, and goes on from
 * the newest checkpoint. A job that failed for good or was cancelled is left alone, until the supervisor is started anew.
 */
public final class Supervisor {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final ClusterFlink cluster;
    private final FlinkJob job;
    private final JobConfig config;
    private final RetainedCheckpoints checkpoints;
    private final Consumer<String> console;
    private boolean begun;
    private String said = "";

    /**
     * @param console is told what happens, line by line
     * @throws ConfigException if there is no directory of checkpoints to go on from
     */
    public Supervisor(ClusterFlink cluster, FlinkJob job, JobConfig config, Consumer<String> console) {
        this.cluster = requireNonNull(cluster, "cluster");
        this.job = requireNonNull(job, "job");
        this.config = requireNonNull(config, "config");
        this.console = requireNonNull(console, "console");
        String directory = config.get(FlinkKeys.CHECKPOINT_DIRECTORY);
        if (directory.isEmpty()) {
            throw new ConfigException("--supervise needs " + FlinkKeys.CHECKPOINT_DIRECTORY
                    + ": the directory of the checkpoints, which this machine sees too");
        }
        this.checkpoints = new RetainedCheckpoints(directory);
    }

    /** Looks after the job until this thread is interrupted. */
    public void run() throws Exception {
        while (true) {
            try {
                look();
            } catch (ConfigException e) {
                // Flink or Kafka or a topic is not there, or not yet.
                say(e.getMessage() + "; waiting for it");
            } catch (IOException e) {
                say("cannot look for checkpoints: " + e.getMessage());
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
    }

    private void look() throws Exception {
        Optional<JobStatus> status = cluster.status(job.name());
        boolean ended = status.filter(JobStatus::isGloballyTerminalState).isPresent();
        if (status.isEmpty() || (ended && !begun)) {
            Optional<String> checkpoint = checkpoints.newest();
            JobID id = cluster.submit(job, config, checkpoint);
            say("Submitted " + job.name() + " as job " + id + ", "
                    + checkpoint.map(path -> "to go on from " + path).orElse("anew"));
        } else if (ended) {
            say(job.name() + " is " + status.get() + " and is left so; start this command anew to submit it again");
        } else if (!begun) {
            say(job.name() + " is known to Flink: " + status.get());
        }
        begun = true;
    }

    private void say(String line) {
        if (!line.equals(said)) {
            console.accept(line);
            said = line;
        }
    }
}
