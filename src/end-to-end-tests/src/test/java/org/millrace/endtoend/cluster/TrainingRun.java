package org.millrace.endtoend.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.util.function.RunnableWithException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.millrace.operators.format.EvaluationJson;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;

/** A training job on a cluster, with topics of its own for what comes out of it. */
final class TrainingRun {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** Longer than the three seconds for which Flink's REST API repeats what it knew of the checkpoints. */
    private static final Duration HELD_UP = Duration.ofSeconds(5);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final String FINISHED = "FINISHED";
    private static final Set<String> ENDS = Set.of(FINISHED, "FAILED", "CANCELED");

    private final Cluster cluster;
    private final String evaluations;
    private final String deadLetters;
    private final Path config;
    private final Map<String, TreeSet<String>> seen = new TreeMap<>();
    private ConsumerRecord<byte[], byte[]> latest;
    private int records;
    private String job;

    /**
     * @param name of the run, no other on the cluster may have it
     * @param settings the job's configuration, but for Kafka's address and the topics that it writes to
     */
    TrainingRun(Cluster cluster, String name, Path directory, Map<String, Object> settings) throws Exception {
        this.cluster = cluster;
        this.evaluations = name + "-evaluations";
        this.deadLetters = name + "-dead-letters";
        this.config = directory.resolve(name + ".yaml");
        cluster.topics().create(evaluations, 1);
        cluster.topics().create(deadLetters, 1);
        Map<String, Object> all = new HashMap<>(settings);
        all.put("kafka.bootstrap.servers", cluster.kafka().servers());
        all.put("topics.evaluations", evaluations);
        all.put("topics.dead-letters", deadLetters);
        new YAMLMapper().writeValue(config.toFile(), all);
    }

    /** Submits the job; {@code settings} go on top of its configuration. */
    void start(String... settings) throws Exception {
        job = cluster.flink().command().run(config, List.of(settings));
    }

    /** Submits the job to go on from {@code savepoint}. */
    void startFrom(String savepoint, String... settings) throws Exception {
        job = cluster.flink().command().runFrom(savepoint, config, List.of(settings));
    }

    String job() {
        return job;
    }

    /** The TaskManager that runs the learner; after a loss there is none until the job has found another. */
    ServerProcess trainer() {
        return whileItRuns("a trainer").until(() -> cluster.flink().trainer(job), Objects::nonNull);
    }

    /** How many different evaluations there are so far. */
    int progress() throws IOException {
        for (ConsumerRecord<byte[], byte[]> record :
                cluster.topics().readCommitted(evaluations, latest == null ? 0 : latest.offset() + 1)) {
            latest = record;
            records++;
            seen.computeIfAbsent(new String(record.key(), UTF_8), unused -> new TreeSet<>())
                    .add(new String(record.value(), UTF_8));
        }
        return seen.size();
    }

    /** How many evaluations so far were there before. */
    int repetitions() throws IOException {
        return records - progress();
    }

    /** Waits for {@code count} evaluations more than there are now: the job is learning then. */
    void awaitMoreEvaluations(int count) throws IOException {
        int before = progress();
        whileItRuns(count + " evaluations").until(() -> progress() >= before + count);
    }

    /** Waits for any evaluation, be it a repetition: the job is at work. */
    void awaitWord() throws IOException {
        progress();
        long before = latest.offset();
        whileItRuns("an evaluation").until(() -> {
            progress();
            return latest.offset() > before;
        });
    }

    /** How many examples the job reads in a second, measured for {@code time}; it must be well under way. */
    double examplesPerSecond(Duration time) throws IOException {
        progress();
        ConsumerRecord<byte[], byte[]> from = latest;
        whileItRuns("figures").until(() -> {
            progress();
            return latest.timestamp() - from.timestamp() >= time.toMillis();
        });
        return 1000.0 * (examplesRead(latest) - examplesRead(from)) / (latest.timestamp() - from.timestamp());
    }

    private static long examplesRead(ConsumerRecord<byte[], byte[]> evaluation) throws IOException {
        return EvaluationJson.read(evaluation.value()).ledger().read();
    }

    /** Waits for {@code count} complete checkpoints more than there are now. */
    void awaitMoreCheckpoints(int count) throws Exception {
        long before = rest().completedCheckpoints(job);
        whileItRuns(count + " checkpoints").until(() -> rest().completedCheckpoints(job) >= before + count);
    }

    /** Does {@code harm}, again and again, until {@code count} checkpoints more have failed. */
    void awaitMoreFailedCheckpoints(int count, RunnableWithException harm) throws Exception {
        long before = rest().failedCheckpoints(job);
        whileItRuns(count + " failed checkpoints").until(() -> {
            harm.run();
            return rest().failedCheckpoints(job) >= before + count;
        });
    }

    /**
     * Pauses {@code broker} while a checkpoint is being made that cannot come to an end without it. One whose sinks have
     * nothing to write does, so this may take some pauses.
     *
     * @return the number of the checkpoint
     */
    long holdUpACheckpoint(ServerProcess broker) throws Exception {
        while (true) {
            awaitMoreEvaluations(1);
            broker.pause();
            AtomicReference<Optional<Long>> latest = new AtomicReference<>(Optional.empty());
            try {
                await("a checkpoint that is held up")
                        .atMost(HELD_UP.multipliedBy(4))
                        .pollInterval(LOOK_EVERY)
                        .during(HELD_UP)
                        .until(() -> {
                            Optional<Long> now = rest().checkpointInProgress(job);
                            return now.isPresent() && now.equals(latest.getAndSet(now));
                        });
                return latest.get().orElseThrow();
            } catch (ConditionTimeoutException e) {
                broker.resume();
            }
        }
    }

    /** Waits until the job, which follows a live topic, has learned all of {@code count} records and saved it. */
    void awaitCheckpointAfter(String group, String topic, long count) {
        whileItRuns("a checkpoint after " + count + " records")
                .until(() -> cluster.topics().committed(group, topic) == count);
    }

    /** Patience that ends at once when the job has come to an end. */
    private ConditionFactory whileItRuns(String what) {
        return patiently(what).failFast("the job has come to an end", this::hasEnded);
    }

    private static ConditionFactory patiently(String what) {
        return await(what).atMost(PATIENCE).pollInterval(LOOK_EVERY).ignoreExceptionsInstanceOf(IOException.class);
    }

    /** Stops the job: @return its savepoint */
    String stop(Path savepoints) throws Exception {
        return cluster.flink().command().stop(job, savepoints);
    }

    void cancel() throws Exception {
        cluster.flink().command().cancel(job);
    }

    /** Waits for the end of the job. */
    Outcome finish() throws Exception {
        String end = patiently("the end of the job").until(this::status, ENDS::contains);
        if (!end.equals(FINISHED)) {
            throw new IllegalStateException(
                    "the job is " + end + ": " + rest().lastFailure(job).orElse("for no reason given"));
        }
        return outcome();
    }

    private boolean hasEnded() throws InterruptedException {
        try {
            return ENDS.contains(status());
        } catch (IOException e) {
            // A JobManager that has just been killed cannot tell.
            return false;
        }
    }

    private String status() throws IOException, InterruptedException {
        return rest().status(job);
    }

    private FlinkRest rest() {
        return cluster.flink().rest();
    }

    /** What consumers of the topics have seen so far. */
    Outcome outcome() throws IOException {
        progress();
        Map<String, TreeSet<String>> letters = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : cluster.topics().readCommitted(deadLetters)) {
            String place = header(letter, "partition") + "@" + header(letter, "offset");
            letters.computeIfAbsent(place, unused -> new TreeSet<>()).add(new String(letter.value(), UTF_8));
        }
        return new Outcome(new TreeMap<>(seen), letters);
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(
                letter.headers().lastHeader("__connect.errors." + name).value(), UTF_8);
    }

    /** Everything a run has told: by its key, what was said under it, once or several times. */
    record Outcome(Map<String, TreeSet<String>> evaluations, Map<String, TreeSet<String>> deadLetters) {

        /** The evaluation of the test examples, the last word of a run. */
        EvaluationRecord test() throws IOException {
            for (TreeSet<String> values : evaluations.values()) {
                EvaluationRecord evaluation = EvaluationJson.read(values.first().getBytes(UTF_8));
                if (evaluation.kind() == Kind.TEST) {
                    return evaluation;
                }
            }
            throw new IllegalStateException("there is no test among " + evaluations.keySet());
        }
    }
}
