package org.millrace.endtoend.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.operators.format.BinaryExampleFormat;

/** Measures what checkpoints and recovery cost: the figures of src/docs/operations.md. */
@Tag("soak")
@TestInstance(Lifecycle.PER_CLASS)
class FiguresIT {

    private static final String EXAMPLES = "images";
    private static final int COUNT = 60_000;
    private static final int PIXELS = 784;
    private static final int CLASSES = 10;
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final int ROUNDS = 3;
    private static final String NEVER = "24h";
    private static final String OFTEN = "10s";

    /** Far below what is aimed at, for machines that have other work. */
    private static final double LEAST_SHARE = 0.7;

    private final List<String> table = new ArrayList<>(List.of(
            "| network | parameters | checkpoint | takes | examples/s without checkpoints | with one every 10 s | share |"
                    + " share by processor time | from kill -9 to learning again |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"));
    private Path directory;
    private Cluster cluster;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        // The heap and the memory of ND4J for ten million parameters, and the JVM's full compiler.
        cluster = new Cluster(
                directory,
                getClass().getSimpleName(),
                Map.of(
                        "env.java.default-opts.all",
                        "-XX:+UseG1GC",
                        "env.java.opts.taskmanager",
                        "-Dorg.bytedeco.javacpp.maxbytes=512m -Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                        "taskmanager.memory.task.off-heap.size",
                        "512m",
                        "taskmanager.memory.process.size",
                        "3000m"));
        cluster.start();
        cluster.topics().create(EXAMPLES, 1);
        cluster.topics().produce(images());
    }

    @AfterAll
    void stop() {
        cluster.close();
        table.forEach(System.out::println);
    }

    @BeforeEach
    void heal() throws Exception {
        cluster.heal();
    }

    private static List<ProducerRecord<byte[], byte[]>> images() {
        Random random = new Random(3);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            byte[] pixels = new byte[PIXELS];
            random.nextBytes(pixels);
            ByteBuffer value = ByteBuffer.allocate(26 + PIXELS).order(ByteOrder.LITTLE_ENDIAN);
            value.put((byte) 'M').put((byte) 'X').put((byte) 1).put((byte) 1).putInt(random.nextInt(CLASSES));
            value.putLong(i)
                    .putFloat(1 / 255f)
                    .putInt(PIXELS)
                    .putShort((short) 0)
                    .put(pixels);
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(EXAMPLES, 0, null, value.array());
            record.headers().add("content-type", BinaryExampleFormat.CONTENT_TYPE.getBytes(UTF_8));
            records.add(record);
        }
        return records;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {"[128]; 101770", "[3000, 2500]; 9882510"})
    void costOfCheckpointsAndOfARecovery(String hiddenLayers, long parameters) throws Exception {
        Pace without = Pace.NONE;
        Pace withCheckpoints = Pace.NONE;
        // By turns, and the best of each: what else the machine does makes a run slower, never faster.
        for (int round = 1; round < ROUNDS; round++) {
            without = without.orBetter(pace(parameters + "-without-" + round, hiddenLayers, NEVER));
            withCheckpoints = withCheckpoints.orBetter(pace(parameters + "-with-" + round, hiddenLayers, OFTEN));
        }
        without = without.orBetter(pace(parameters + "-without", hiddenLayers, NEVER));
        TrainingRun with = start(parameters + "-with", hiddenLayers, OFTEN);
        withCheckpoints = withCheckpoints.orBetter(measure(with));
        JsonNode summary = cluster.flink().rest().checkpoints(with.job()).get("summary");

        with.awaitMoreCheckpoints(1);
        ServerProcess trainer = with.trainer();
        long killed = System.nanoTime();
        trainer.kill();
        with.awaitWord();
        double seconds = (System.nanoTime() - killed) / 1e9;
        with.cancel();

        table.add(String.format(
                "| 784-%s-10 | %,d | %,d kB | %,d ms | %,.0f | %,.0f | %.0f%% | %.0f%% | %.1f s |",
                hiddenLayers.replaceAll("[^0-9,]", "").replace(",", "-"),
                parameters,
                summary.get("state_size").get("max").asLong() / 1000,
                summary.get("end_to_end_duration").get("p50").asLong(),
                without.examplesPerSecond(),
                withCheckpoints.examplesPerSecond(),
                100 * withCheckpoints.examplesPerSecond() / without.examplesPerSecond(),
                100 * withCheckpoints.examplesPerCpuSecond() / without.examplesPerCpuSecond(),
                seconds));
        assertThat(withCheckpoints.examplesPerCpuSecond() / without.examplesPerCpuSecond())
                .isGreaterThan(LEAST_SHARE);
    }

    private Pace pace(String name, String hiddenLayers, String checkpoints) throws Exception {
        TrainingRun run = start(name, hiddenLayers, checkpoints);
        Pace pace = measure(run);
        run.cancel();
        return pace;
    }

    private static Pace measure(TrainingRun run) throws Exception {
        ServerProcess trainer = run.trainer();
        Duration cpu = trainer.cpuTime();
        double examplesPerSecond = run.examplesPerSecond(MEASURED);
        double cpuSeconds = trainer.cpuTime().minus(cpu).toMillis() / 1000.0;
        return new Pace(examplesPerSecond, examplesPerSecond * MEASURED.toSeconds() / cpuSeconds);
    }

    /** How fast it goes by the clock, and for the processor's time that it is given. */
    private record Pace(double examplesPerSecond, double examplesPerCpuSecond) {

        static final Pace NONE = new Pace(0, 0);

        Pace orBetter(Pace other) {
            return new Pace(
                    Math.max(examplesPerSecond, other.examplesPerSecond),
                    Math.max(examplesPerCpuSecond, other.examplesPerCpuSecond));
        }
    }

    private TrainingRun start(String name, String hiddenLayers, String interval) throws Exception {
        Map<String, Object> settings = new HashMap<>();
        settings.put("topics.examples", EXAMPLES);
        settings.put("model.features", PIXELS);
        settings.put("model.classes", List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
        settings.put("training.passes", 10_000);
        settings.put("validation.every", 500);
        settings.put("validation.window", 10);
        settings.put("flink.checkpoint-interval", interval);
        TrainingRun run = new TrainingRun(cluster, name, directory, settings);
        run.start("model.hidden-layers=" + hiddenLayers);
        run.awaitMoreEvaluations(1);
        return run;
    }
}
