package org.millrace.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.MetricsKeys;
import org.millrace.jobs.flink.FlinkJob;
import org.millrace.jobs.flink.LocalFlink;

/** Runs a job that reads without end in a Flink of this process, and measures it when it is warm. */
final class MeasuredJob {

    /** A measurement is taken in so many parts, which show whether it was steady. */
    private static final int PARTS = 10;

    private static final Duration POLL = Duration.ofMillis(100);

    private final JobConfig config;
    private final Path temporary;
    private final Profiler profiler;

    /**
     * @param config of Flink
     * @param temporary directory for Flink's files
     */
    MeasuredJob(JobConfig config, Path temporary, Profiler profiler) {
        this.config = config;
        this.temporary = temporary;
        this.profiler = profiler;
    }

    /**
     * Runs the job and cancels it.
     *
     * @param warmUp from the first example
     * @throws ExecutionException if the job fails or ends
     */
    SteadyState run(FlinkJob job, Duration warmUp, Duration time) throws Exception {
        try (LocalFlink flink = LocalFlink.start(config, temporary)) {
            URI metrics = flink.metrics()
                    .orElseThrow(() -> new ConfigException(
                            MetricsKeys.PORT + " is none, but the examples are counted by the metrics"));
            JobID id = flink.submit(job, Optional.empty());
            Scraper scraper = Scraper.start(metrics);
            try {
                return measure(flink.result(id), scraper, warmUp, time);
            } finally {
                scraper.stop();
                flink.cancel(id);
            }
        }
    }

    private SteadyState measure(CompletableFuture<JobResult> result, Scraper scraper, Duration warmUp, Duration time)
            throws InterruptedException, ExecutionException, IOException {
        do {
            letRun(result, POLL);
        } while (scraper.examples() == 0);
        letRun(result, warmUp);
        List<Usage> usage = new ArrayList<>();
        profiler.start();
        usage.add(Usage.now(scraper.examples()));
        for (int part = 0; part < PARTS; part++) {
            letRun(result, time.dividedBy(PARTS));
            usage.add(Usage.now(scraper.examples()));
        }
        return new SteadyState(usage, profiler.stop());
    }

    private static void letRun(CompletableFuture<JobResult> result, Duration time)
            throws InterruptedException, ExecutionException {
        try {
            JobResult early = result.get(time.toMillis(), TimeUnit.MILLISECONDS);
            Throwable cause = early.getSerializedThrowable()
                    .map(failure -> failure.deserializeError(MeasuredJob.class.getClassLoader()))
                    .orElse(null);
            throw new ExecutionException("the job ended before it was measured", cause);
        } catch (TimeoutException e) {
            // It is still running, as it should.
        }
    }
}
