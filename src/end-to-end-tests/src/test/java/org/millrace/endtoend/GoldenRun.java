package org.millrace.endtoend;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.awaitility.Awaitility;

/**
 * The runs whose savepoints are kept for ever, one for each task, to show that later versions go on from them. When a format
 * of the state changes, {@link #main} makes the savepoints of the new one, in a directory of its own:
 *
 * <pre>
 * mvn -pl src/end-to-end-tests -am -DskipTests package dependency:build-classpath -Dmdep.outputFile=target/cp.txt
 * cd src/end-to-end-tests
 * java --add-opens=java.base/java.util=ALL-UNNAMED -cp target/test-classes:$(cat target/cp.txt) \
 *   org.millrace.endtoend.GoldenRun src/test/resources/golden/savepoint-3
 * </pre>
 */
final class GoldenRun {

    static final int PARTITIONS = 2;

    /** The tasks, as the configuration names them, each with the outputs of its network. */
    static final Map<String, List<String>> TASKS = new TreeMap<>(Map.of(
            "classification", List.of("a", "b", "c"),
            "multi-label", List.of("first", "not-last"),
            "regression", List.of("number")));

    private static final int EXAMPLES = 800;
    private static final int ENOUGH = 40;

    private GoldenRun() {}

    static TrainRun of(TestCluster cluster, String task) throws Exception {
        String topic = "golden-" + task;
        cluster.broker().createTopic(topic, PARTITIONS);
        Map<String, Object> settings = new HashMap<>();
        settings.put("topics.examples", topic);
        settings.put("model.task", task);
        settings.put("model.classes", TASKS.get(task));
        settings.put("training.passes", 30);
        settings.put("training.order", "event-time");
        settings.put("training.clip-norm", 1.0);
        settings.put("model.dropout", 0.2);
        settings.put("model.target-scaling", "none"); // as it was before savepoint-3
        TrainRun golden = new TrainRun(cluster, PARTITIONS, settings);
        golden.produceExamples(EXAMPLES);
        return golden;
    }

    /** @param arguments the directory to write to */
    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[0]).toAbsolutePath();
        Path temporary = Files.createTempDirectory("golden");
        try (TestCluster cluster = TestCluster.start(temporary.resolve("kafka"))) {
            for (String task : TASKS.keySet()) {
                TrainRun run = of(cluster, task);
                JobID job = run.submit(Map.of());
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> run.evaluations().size() > ENOUGH);
                String savepoint = run.stopWithSavepoint(
                        job, temporary.resolve("savepoints").toUri().toString());
                Files.createDirectories(target);
                Files.move(Path.of(URI.create(savepoint)), target.resolve(task));
            }
        }
    }
}
