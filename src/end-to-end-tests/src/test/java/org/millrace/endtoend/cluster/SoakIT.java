package org.millrace.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.endtoend.cluster.TrainingRun.Outcome;

/** The long matrix: every kind of learner through many faults of all kinds, {@code mvn verify -P soak}. */
@Tag("soak")
@TestInstance(Lifecycle.PER_CLASS)
class SoakIT {

    private static final String EXAMPLES = "examples";
    private static final String THREE_PARTITIONS = "examples-of-three-partitions";
    private static final int COUNT = 20_000;

    /** A pass is some 3.4 MB. */
    private static final int BYTES_PER_SECOND = 5_000_000;

    private static final int FAULTS = 10;

    private final Random random = new Random(11);
    private Path directory;
    private Cluster cluster;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        cluster = new Cluster(directory, getClass().getSimpleName());
        cluster.start();
        cluster.topics().create(EXAMPLES, 1);
        cluster.topics().produce(new PointClouds(EXAMPLES, 1).next(COUNT));
        cluster.topics().create(THREE_PARTITIONS, 3);
        cluster.topics().produce(new PointClouds(THREE_PARTITIONS, 3).next(COUNT));
        cluster.topics().limitReading(BYTES_PER_SECOND);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @BeforeEach
    void heal() throws Exception {
        cluster.heal();
    }

    static Stream<Arguments> learners() {
        return Stream.of(
                learner("sgd", Map.of("training.optimizer", "sgd", "training.learning-rate", 0.01)),
                learner("momentum", Map.of("training.optimizer", "momentum", "training.learning-rate", 0.01)),
                learner("nesterov", Map.of("training.optimizer", "nesterov", "training.learning-rate", 0.01)),
                learner("adagrad", Map.of("training.optimizer", "adagrad", "training.learning-rate", 0.01)),
                learner("rmsprop", Map.of("training.optimizer", "rmsprop")),
                learner("adam", Map.of()),
                learner("adamw", Map.of("training.optimizer", "adamw")),
                learner("ftrl", Map.of("training.optimizer", "ftrl", "training.learning-rate", 0.1)),
                learner("min-max", Map.of("model.scaling", "min-max", "model.activation", "tanh")),
                learner("plateau", Map.of("training.reduce-on-plateau", true, "training.plateau-patience", 1)),
                learner("restarts", Map.of("training.schedule", "cosine-restarts", "training.warmup-steps", 1000)),
                learner("batch-1", Map.of("training.batch-size", 1, "training.passes", 8)),
                learner("batch-256", Map.of("training.batch-size", 256, "training.passes", 40)),
                learner("long-windows", Map.of("validation.every", 5000, "validation.window", 4900)),
                learner("parallel", Map.of("flink.parallelism", 4)),
                learner("rocksdb", Map.of("flink.state-backend", "rocksdb", "training.passes", 8)),
                learner("unaligned", Map.of("flink.checkpoint-unaligned", true)),
                learner("exactly-once", Map.of("topics.delivery", "exactly-once")),
                learner(
                        "event-time",
                        Map.of(
                                "topics.examples",
                                THREE_PARTITIONS,
                                "training.order",
                                "event-time",
                                "flink.parallelism",
                                2)));
    }

    private static Arguments learner(String name, Map<String, Object> changes) {
        Map<String, Object> all = new HashMap<>(Map.of("training.passes", 20));
        all.putAll(changes);
        return Arguments.of(name, all);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("learners")
    void tenFaultsLeaveNoTrace(String name, Map<String, Object> changes) throws Exception {
        TrainingRun calmRun = run(name + "-calm", changes);
        calmRun.start();
        Outcome calm = calmRun.finish();
        TrainingRun run = run(name, changes);
        run.start();
        int evaluations = calm.evaluations().size();
        for (int fault = 0; fault < FAULTS; fault++) {
            run.awaitMoreEvaluations(1 + random.nextInt(Math.max(1, evaluations / (2 * FAULTS))));
            List<Fault> faults = List.of(Fault.values());
            faults.get(random.nextInt(faults.size())).strike(cluster, run);
        }

        Outcome outcome = run.finish();

        assertThat(outcome.test().network()).isEqualTo(calm.test().network());
        assertThat(outcome).isEqualTo(calm);
        assertThat(outcome.test().ledger().difference()).isZero();
    }

    private TrainingRun run(String name, Map<String, Object> changes) throws Exception {
        return new TrainingRun(cluster, name, directory, DemandingTraining.on(EXAMPLES, changes));
    }

    private enum Fault {
        TASK_MANAGER {
            @Override
            void strike(Cluster cluster, TrainingRun run) throws Exception {
                ServerProcess trainer = run.trainer();
                trainer.kill();
                trainer.start();
            }
        },
        JOB_MANAGER {
            @Override
            void strike(Cluster cluster, TrainingRun run) throws Exception {
                cluster.flink().jobManager().kill();
                cluster.flink().jobManager().start();
                cluster.flink().awaitTaskManagers();
            }
        },
        BROKER {
            @Override
            void strike(Cluster cluster, TrainingRun run) throws Exception {
                cluster.kafka().process().kill();
                cluster.kafka().start();
            }
        };

        abstract void strike(Cluster cluster, TrainingRun run) throws Exception;
    }
}
