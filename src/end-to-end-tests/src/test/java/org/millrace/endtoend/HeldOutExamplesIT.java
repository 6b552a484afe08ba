package org.millrace.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.train.TrainPlan;
import org.millrace.jobs.train.TrainTopology;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.source.ReplaySource;

/** Follows every example by its id, which is its one feature, from a real topic to the batches the training sees. */
@TestInstance(Lifecycle.PER_CLASS)
class HeldOutExamplesIT {

    private static final int EXAMPLES = 2_000;

    private Broker broker;

    @BeforeAll
    void produce(@TempDir Path directory) throws Exception {
        broker = Broker.start(directory);
        for (int partitions : new int[] {1, 3}) {
            broker.createTopic(topic(partitions), partitions);
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int id = 0; id < EXAMPLES; id++) {
                byte[] value =
                        ("{\"id\":" + id + ",\"features\":[" + id + "],\"label\":" + id % 2 + "}").getBytes(UTF_8);
                records.add(new ProducerRecord<>(topic(partitions), id % partitions, null, value));
            }
            broker.produce(records);
        }
    }

    @AfterAll
    void close() throws Exception {
        broker.close();
    }

    private static String topic(int partitions) {
        return "examples-" + partitions;
    }

    @ParameterizedTest(name = "{0} partitions, parallelism {1}, {2} passes, test by {3}")
    @CsvSource({"1, 1, 3, place", "1, 1, 2, id", "3, 1, 2, id", "3, 2, 3, place", "3, 4, 2, id"})
    void validationAndTestExamplesAreNeverTrainedOn(int partitions, int parallelism, int passes, String by)
            throws Exception {
        TrainPlan plan = plan(partitions, by);

        List<TrainElement> elements = run(plan, partitions, parallelism, passes);

        Map<Split, Map<Integer, Integer>> uses = usesById(elements);
        Map<Integer, Integer> expectedTraining = new TreeMap<>();
        Map<Integer, Integer> expectedValidation = new TreeMap<>();
        Map<Integer, Integer> expectedTest = new TreeMap<>();
        for (int id = 0; id < EXAMPLES; id++) {
            Place place = new Place(topic(partitions), id % partitions, id / partitions);
            switch (plan.splitPolicy().split(place, Integer.toString(id))) {
                case TRAINING -> expectedTraining.put(id, passes);
                case VALIDATION -> expectedValidation.put(id, passes);
                case TEST -> expectedTest.put(id, 1);
            }
        }
        assertThat(expectedTest).hasSizeBetween(100, 300);
        assertThat(expectedValidation).hasSizeBetween(100, 300);
        assertThat(uses.get(Split.TRAINING)).isEqualTo(expectedTraining);
        assertThat(uses.get(Split.VALIDATION)).isEqualTo(expectedValidation);
        assertThat(uses.get(Split.TEST)).isEqualTo(expectedTest);
        assertThat(elements.stream().mapToLong(HeldOutExamplesIT::read).sum())
                .isEqualTo((long) passes * (expectedTraining.size() + expectedValidation.size()) + expectedTest.size());
    }

    private TrainPlan plan(int partitions, String by) {
        return TrainPlan.of(Keys.builder()
                .known(Map.of(
                        "model.features",
                        1,
                        "model.classes",
                        List.of("even", "odd"),
                        "training.batch-size",
                        7,
                        "validation.every",
                        50,
                        "validation.window",
                        5,
                        "test.by",
                        by,
                        "topics.examples",
                        topic(partitions),
                        "kafka.bootstrap.servers",
                        broker.servers()))
                .build());
    }

    private List<TrainElement> run(TrainPlan plan, int partitions, int parallelism, int passes) throws Exception {
        Properties kafka = new Properties();
        kafka.setProperty("bootstrap.servers", broker.servers());
        Configuration flink = new Configuration();
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
        String topic = topic(partitions);
        var batches = TrainTopology.batches(
                environment,
                plan,
                partitions,
                new ReplaySource(topic, Optional.of(topic), passes, kafka),
                new DiscardingSink<>());
        List<TrainElement> elements = new ArrayList<>();
        try (CloseableIterator<TrainElement> results = batches.executeAndCollect()) {
            results.forEachRemaining(elements::add);
        }
        return elements;
    }

    private static Map<Split, Map<Integer, Integer>> usesById(List<TrainElement> elements) {
        Map<Split, Map<Integer, Integer>> uses = new HashMap<>();
        for (TrainElement element : elements) {
            if (element instanceof ExampleBatch batch) {
                for (float id : batch.examples().features().toFloats()) {
                    uses.computeIfAbsent(batch.split(), unused -> new TreeMap<>())
                            .merge((int) id, 1, Integer::sum);
                }
            }
        }
        return uses;
    }

    private static long read(TrainElement element) {
        return element instanceof ExampleBatch batch
                ? batch.tally().read()
                : ((EndOfPass) element).tally().read();
    }
}
