package org.millrace.endtoend;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.awaitility.Awaitility;

/**
 * The run whose savepoints are kept for ever, to show that later versions go on from them. When a format of the state
 * changes, {@link #main} makes the savepoint of the new one, under the next number:
 *
 * <pre>
 * mvn -pl src/end-to-end-tests -am test-compile dependency:build-classpath -Dmdep.outputFile=target/cp.txt
 * java --add-opens=java.base/java.util=ALL-UNNAMED -cp target/test-classes:$(cat target/cp.txt) \
 *   org.millrace.endtoend.GoldenRun src/test/resources/golden/savepoint-2
 * </pre>
 */
final class GoldenRun {

    static final String TOPIC = "golden";
    static final int PARTITIONS = 2;

    private static final int EXAMPLES = 800;
    private static final int ENOUGH = 40;

    private GoldenRun() {}

    static TrainRun of(TestCluster cluster) throws Exception {
        TrainRun run = new TrainRun(
                cluster,
                PARTITIONS,
                Map.of(
                        "training.passes",
                        30,
                        "training.order",
                        "event-time",
                        "training.clip-norm",
                        1.0,
                        "model.dropout",
                        0.2));
        cluster.broker().createTopic(TOPIC, PARTITIONS);
        TrainRun golden = run.again(Map.of("topics.examples", TOPIC));
        golden.produceExamples(EXAMPLES);
        return golden;
    }

    /** @param arguments the directory to write to */
    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[0]).toAbsolutePath();
        Path temporary = Files.createTempDirectory("golden");
        try (TestCluster cluster = TestCluster.start(temporary.resolve("kafka"))) {
            TrainRun run = of(cluster);
            JobID job = run.submit(Map.of());
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> run.evaluations().size() > ENOUGH);
            String savepoint = run.stopWithSavepoint(
                    job, temporary.resolve("savepoints").toUri().toString());
            Files.createDirectories(target.getParent());
            Files.move(Path.of(URI.create(savepoint)), target);
        }
    }
}
