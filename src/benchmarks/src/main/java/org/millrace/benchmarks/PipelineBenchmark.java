package org.millrace.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.JobConfigBuilder;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.ModelKeys;
import org.millrace.jobs.flink.TemporaryDirectory;
import org.millrace.jobs.quickstart.Quickstart;
import org.millrace.jobs.train.TrainPipeline;
import org.millrace.jobs.train.TrainPlan;
import org.millrace.jobs.watch.Console;
import org.millrace.jobs.watch.EvaluationFollower;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.Ledger;

/**
 * Measures the training job on generated examples in a Kafka of its own, in this process, and in the same run its parts: the
 * learner alone, its matrix products alone, the source alone.
 */
final class PipelineBenchmark {

    private static final int LEARNER_ROUND_MILLIS = 50;
    private static final Duration LONGEST_OF_SOURCE = Duration.ofSeconds(10);

    /** Of the measured examples, as the last evaluation may be some examples behind. */
    private static final double LEAST_USED = 0.9;

    private final PipelineSettings settings;
    private final UnaryOperator<JobConfigBuilder> user;
    private final Optional<Path> samples;
    private final Console console;

    /**
     * @param user puts the user's configuration on top of ours
     * @param samples where to write the samples of the job
     */
    PipelineBenchmark(
            PipelineSettings settings, UnaryOperator<JobConfigBuilder> user, Optional<Path> samples, Console console) {
        this.settings = settings;
        this.user = user;
        this.samples = samples;
        this.console = console;
    }

    /** The whole run; when it returns or throws, everything that it started has ended. */
    PipelineReport run() throws Exception {
        GeneratedExamples examples = GeneratedExamples.of(settings.topic());
        Result result = new Result();
        Quickstart quickstart = new Quickstart(
                examples, Optional.empty(), builder -> user.apply(builder.set(settings.configuration())), console);
        quickstart.run((connected, temporary) -> result.report = measure(examples, connected, temporary));
        return result.report;
    }

    private PipelineReport measure(GeneratedExamples examples, JobConfig config, TemporaryDirectory temporary)
            throws Exception {
        Profiler profiler = Profiler.load(temporary.resolve("profiler"));
        MeasuredJob measured = new MeasuredJob(config, temporary.resolve("flink"), profiler);

        console.status("Learner alone …");
        LearnerBenchmark.StepTimes learner = new LearnerBenchmark(LEARNER_ROUND_MILLIS)
                .times(TrainPlan.of(config).train().learner(), settings.network(), settings.batch());

        console.status("Source alone …");
        SourceAlone source = new SourceAlone(config, settings.readers());
        SteadyState ofSource = measured.run(source, shorter(settings.warmUp()), shorter(settings.time()));

        console.status("Pipeline …");
        SteadyState ofJob;
        try (EvaluationFollower follower = new EvaluationFollower(
                config.get(KafkaKeys.EVALUATIONS_TOPIC),
                config.get(ModelKeys.NAME),
                config.get(KafkaKeys.DELIVERY),
                config.kafkaProperties())) {
            ofJob = measured.run(new TrainPipeline(config, TrainPlan.KEEP_LEARNER), settings.warmUp(), settings.time());
            requireTrained(ofJob.examples(), follower.pollToEnd(Duration.ofMillis(100)));
        }
        console.clearStatus();
        if (samples.isPresent()) {
            profiler.write(samples.get());
        }
        return PipelineReport.of(settings, examples.recordBytes(), learner, ofSource, ofJob);
    }

    private static Duration shorter(Duration time) {
        return time.compareTo(LONGEST_OF_SOURCE) < 0 ? time : LONGEST_OF_SOURCE;
    }

    /** A pipeline that leaves examples out is fast, but that is not what is to be measured. */
    private static void requireTrained(long measured, List<EvaluationRecord> evaluations) throws ExecutionException {
        if (evaluations.isEmpty()) {
            throw new ExecutionException("the job evaluated nothing; it needs more seconds", null);
        }
        EvaluationRecord last = evaluations.get(evaluations.size() - 1);
        Ledger ledger = last.ledger();
        long refusedSteps = last.learner().refusedSteps();
        if (ledger.deadLettered() > 0
                || refusedSteps > 0
                || ledger.trained() + ledger.validated() < LEAST_USED * measured) {
            throw new ExecutionException(
                    "the job did not train on all examples: %d measured, %d trained, %d validated, %d dead letters, %d refused steps"
                            .formatted(
                                    measured,
                                    ledger.trained(),
                                    ledger.validated(),
                                    ledger.deadLettered(),
                                    refusedSteps),
                    null);
        }
    }

    /** What the work in the quickstart leaves behind. */
    private static final class Result {
        private PipelineReport report;
    }
}
