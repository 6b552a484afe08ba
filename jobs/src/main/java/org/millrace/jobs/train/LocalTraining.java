package org.millrace.jobs.train;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.kafka.common.errors.InterruptException;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.FlinkKeys;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.MetricsKeys;
import org.millrace.jobs.config.keys.ModelKeys;
import org.millrace.jobs.config.keys.SourceMode;
import org.millrace.jobs.config.keys.TrainingKeys;
import org.millrace.jobs.flink.Failures;
import org.millrace.jobs.flink.FlinkConfiguration;
import org.millrace.jobs.flink.LocalFlink;
import org.millrace.jobs.report.Report;
import org.millrace.jobs.report.Summary;
import org.millrace.jobs.watch.Console;
import org.millrace.jobs.watch.EvaluationFollower;
import org.millrace.jobs.watch.PrometheusProgram;
import org.millrace.jobs.watch.PrometheusServer;
import org.millrace.jobs.watch.RunHistory;
import org.millrace.jobs.watch.StatusLines;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.Ledger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the training job in this process, shows its progress, and reports the result. */
public final class LocalTraining {

    private static final Logger LOG = LoggerFactory.getLogger(LocalTraining.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final JobConfig config;
    private final Console console;
    private final Optional<Path> summary;
    private final Optional<PrometheusProgram> prometheus;

    /**
     * @param summary where to write the result as JSON
     * @throws ConfigException if it cannot be written there
     */
    public LocalTraining(JobConfig config, Console console, Optional<Path> summary) {
        this(config, console, summary, Optional.empty());
    }

    private LocalTraining(
            JobConfig config, Console console, Optional<Path> summary, Optional<PrometheusProgram> prometheus) {
        this.config = requireNonNull(config, "config");
        this.console = requireNonNull(console, "console");
        this.summary = requireNonNull(summary, "summary");
        this.prometheus = prometheus;
        summary.ifPresent(LocalTraining::requireWritable);
        if (summary.isPresent() && config.get(KafkaKeys.SOURCE_MODE) == SourceMode.LIVE) {
            throw new ConfigException("--summary needs source.mode passes: a live topic has no end to sum up");
        }
    }

    /**
     * The same, watched by a Prometheus from beginning to end.
     *
     * @throws ConfigException if there are no metrics to scrape
     */
    public LocalTraining watchedBy(PrometheusProgram program) {
        if (config.get(MetricsKeys.PORT).isEmpty()) {
            throw new ConfigException("--prometheus needs metrics to scrape; " + MetricsKeys.PORT + " is none");
        }
        return new LocalTraining(config, console, summary, Optional.of(program));
    }

    /**
     * Finds early a mistake that would otherwise show at the end of a long run.
     *
     * @throws ConfigException if it is plain that no summary can be written to {@code file}
     */
    public static void requireWritable(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || !Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw new ConfigException("cannot write the summary to " + file + "; name a file in a directory that exists"
                    + " and may be written");
        }
    }

    /**
     * Runs until the job has ended, or this thread is interrupted; in either case job and cluster are gone afterwards.
     *
     * @param temporary directory for Flink's temporary files
     * @param start the state that the job starts from
     * @throws ConfigException if the configured port is taken or the summary cannot be written
     * @throws ExecutionException if the job failed
     */
    public void run(Path temporary, Start start) throws Exception {
        try (EvaluationFollower follower = new EvaluationFollower(
                        config.get(KafkaKeys.EVALUATIONS_TOPIC),
                        config.get(ModelKeys.NAME),
                        config.get(KafkaKeys.DELIVERY),
                        config.kafkaProperties());
                LocalFlink flink = LocalFlink.start(config, temporary)) {
            console.print(
                    "Flink's web UI: " + flink.address() + "   Kafka: " + config.get(KafkaKeys.BOOTSTRAP_SERVERS));
            flink.metrics().ifPresent(this::showMetrics);
            if (prometheus.isEmpty() || flink.metrics().isEmpty()) {
                train(follower, flink, start);
                return;
            }
            Path directory = Files.createDirectories(temporary.resolve("prometheus"));
            try (PrometheusServer server =
                    prometheus.get().start(directory, flink.metrics().get())) {
                console.print("Prometheus: " + server.address());
                train(follower, flink, start);
            }
        }
    }

    private void train(EvaluationFollower follower, LocalFlink flink, Start start) throws Exception {
        long began = System.nanoTime();
        JobID job = flink.submit(new TrainPipeline(config, start.reset()), start.savepoint());
        try {
            CompletableFuture<JobResult> result = flink.result(job);
            RunHistory history = follow(follower, result, began);
            report(history, Duration.ofNanos(System.nanoTime() - began));
            if (!result.isDone()) {
                console.print("Kafka, Flink, the job and its meters stay up; Ctrl-C ends them");
                requireSuccess(result.get());
            }
        } catch (InterruptedException | InterruptException e) {
            leaveSavepoint(flink, job);
            throw e;
        } finally {
            console.clearStatus();
            flink.cancel(job);
        }
    }

    private void showMetrics(URI address) {
        console.print("Metrics for Prometheus: " + address);
        if (config.get(KafkaKeys.STAY_OPEN)) {
            console.print("  to keep them: prometheus --config.file=grafana/prometheus/local.yml, with "
                    + address.getAuthority() + " as its target");
            console.print("  to see them: Grafana with that Prometheus as its data source, and the dashboards of"
                    + " grafana/dashboards imported");
        }
    }

    private void leaveSavepoint(LocalFlink flink, JobID job) throws InterruptedException {
        String directory = config.get(FlinkKeys.SAVEPOINT_DIRECTORY);
        if (!directory.isEmpty()) {
            // The interruption has been heard, and what follows has to wait for Flink.
            Thread.interrupted();
            console.clearStatus();
            console.print(stopped(flink, job, FlinkConfiguration.uri(directory)));
        }
    }

    private String stopped(LocalFlink flink, JobID job, String directory) throws InterruptedException {
        try {
            return "Stopped with a savepoint; go on with --from-savepoint " + flink.stop(job, directory);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("No savepoint", e);
            String kept = config.get(FlinkKeys.CHECKPOINT_DIRECTORY);
            return "No savepoint could be made in " + directory + " (" + reason(e) + ")"
                    + (kept.isEmpty() ? "" : "; go on with --from-savepoint and the last checkpoint in " + kept);
        }
    }

    private static String reason(Exception failure) {
        return failure instanceof TimeoutException ? "it took too long" : Failures.reason(failure);
    }

    /** Shows evaluations as they come, until the topic has been read to its end. */
    private RunHistory follow(EvaluationFollower follower, CompletableFuture<JobResult> result, long began)
            throws InterruptedException, ExecutionException {
        StatusLines lines = new StatusLines(console, passes(), config.get(ModelKeys.TASK));
        RunHistory history = RunHistory.EMPTY;
        boolean ended = false;
        while (!ended && !staysAfter(history)) {
            ended = result.isDone();
            List<EvaluationRecord> records = ended ? follower.pollToEnd(POLL) : follower.poll(POLL);
            for (EvaluationRecord record : records) {
                history = history.plus(record);
                lines.show(record, history, Duration.ofNanos(System.nanoTime() - began));
            }
        }
        if (ended) {
            requireSuccess(result.get());
        }
        return history;
    }

    /** Whether the job has done all its work, but goes on running. */
    private boolean staysAfter(RunHistory history) {
        return config.get(KafkaKeys.STAY_OPEN)
                && config.get(KafkaKeys.SOURCE_MODE) == SourceMode.PASSES
                && (TestSource.of(config).exists()
                        ? history.test().isPresent()
                        : history.hasPass(config.get(TrainingKeys.PASSES)));
    }

    private Optional<Integer> passes() {
        return config.get(KafkaKeys.SOURCE_MODE) == SourceMode.PASSES
                ? Optional.of(config.get(TrainingKeys.PASSES))
                : Optional.empty();
    }

    private void report(RunHistory history, Duration time) throws IOException, NothingToTrainOnException {
        Optional<Ledger> ledger = history.last().map(EvaluationRecord::ledger);
        if (ledger.map(Ledger::trained).orElse(0L) == 0) {
            throw new NothingToTrainOnException(nothingToTrainOn(ledger));
        }
        List<String> classes =
                config.get(ModelKeys.CLASSES).or(history::classes).orElseGet(List::of);
        console.print(new Report(config.get(ModelKeys.TASK), classes, history, time).text());
        summary.ifPresent(
                file -> Summary.of(config.get(ModelKeys.NAME), history, time).write(file));
    }

    private String nothingToTrainOn(Optional<Ledger> ledger) throws IOException {
        String topic = "topic " + config.get(KafkaKeys.EXAMPLES_TOPIC);
        long read = ledger.map(Ledger::read).orElse(0L);
        if (read == 0) {
            return topic + " holds no records to train on; produce examples first";
        }
        if (ledger.map(Ledger::deadLettered).orElse(0L) == read) {
            return String.format(
                    Locale.ROOT,
                    "none of the %,d records of %s is an example, mostly by reason of %s; topic %s tells of each what is wrong",
                    read,
                    topic,
                    DeadLetterReasons.commonest(config).orElse("an unknown reason"),
                    config.get(KafkaKeys.DEAD_LETTERS_TOPIC));
        }
        return String.format(Locale.ROOT, "all of the %,d records of %s are held out or no examples", read, topic);
    }

    private static void requireSuccess(JobResult result) throws ExecutionException {
        Optional<Throwable> failure = result.getSerializedThrowable()
                .map(serialized -> serialized.deserializeError(LocalTraining.class.getClassLoader()));
        if (failure.isPresent()) {
            throw new ExecutionException("the training job failed", failure.get());
        }
    }
}
