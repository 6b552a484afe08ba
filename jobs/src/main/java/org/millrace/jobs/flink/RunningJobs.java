package org.millrace.jobs.flink;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.deployment.executors.RemoteExecutor;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.millrace.jobs.config.ConfigException;

/** The jobs that a Flink cluster runs already. */
public final class RunningJobs {

    private static final long PATIENCE_SECONDS = 30;

    /** A job that is about to end is in nobody's way. */
    private static final Set<JobStatus> ENDING = EnumSet.of(JobStatus.CANCELLING, JobStatus.FAILING);

    private RunningJobs() {}

    /**
     * Refuses a second job of a name. Jobs of other clusters are not seen.
     *
     * @param flink says where the job is to be submitted to; if that is not a cluster that runs, there is nothing to refuse
     * @throws ConfigException if a job of this name runs there
     */
    public static void requireNone(Configuration flink, String name) throws Exception {
        if (!RemoteExecutor.NAME.equals(flink.get(DeploymentOptions.TARGET))) {
            return;
        }
        Configuration once = new Configuration(flink);
        // Whoever waits for an answer wants to know soon that there is none.
        once.set(RestOptions.RETRY_MAX_ATTEMPTS, 1);
        try (RestClusterClient<StandaloneClusterId> cluster =
                new RestClusterClient<>(once, StandaloneClusterId.getInstance())) {
            for (JobStatusMessage job : cluster.listJobs().get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                if (job.getJobName().equals(name) && isInTheWay(job.getJobState())) {
                    throw new ConfigException("job " + job.getJobId() + " (" + name + ") runs on this cluster, and the"
                            + " evaluations of two jobs of one model cannot be told apart; stop it first (flink stop), or"
                            + " give this job a model.name of its own");
                }
            }
        }
    }

    private static boolean isInTheWay(JobStatus status) {
        return !status.isTerminalState() && !ENDING.contains(status);
    }
}
