package org.millrace.jobs.kafka.embedded;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.jobs.config.ConfigException;

@Timeout(60)
class EmbeddedKafkaTest {

    @TempDir
    private Path directory;

    @Test
    void keepsWhatIsProducedForWhoeverConsumes() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            kafka.createTopic("examples", 2);
            try (KafkaProducer<String, String> producer = producer(kafka, Map.of())) {
                for (int number = 0; number < 100; number++) {
                    send(producer, new ProducerRecord<>("examples", number % 2, "key", "value-" + number));
                }
            }

            assertThat(consume(kafka, "examples", 100))
                    .hasSize(100)
                    .contains("value-0", "value-99")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void takesTheFirstRecordOfANewTopicAtTheFirstAttempt() {
        Map<String, Object> onlyOnce = Map.of("retries", 0, "enable.idempotence", false);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
                KafkaProducer<String, String> producer = producer(kafka, onlyOnce)) {
            for (int topic = 0; topic < 20; topic++) {
                kafka.createTopic("topic-" + topic, 10);
                for (int partition = 9; partition >= 0; partition--) {
                    send(producer, new ProducerRecord<>("topic-" + topic, partition, "key", "value"));
                }
            }
        }
    }

    @Test
    void showsCommittedTransactionsOnly() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            kafka.createTopic("evaluations", 1);
            Map<String, Object> transactional =
                    Map.of("transactional.id", "sink-0", "transaction.timeout.ms", 3_600_000);
            try (KafkaProducer<String, String> producer = producer(kafka, transactional)) {
                producer.initTransactions();
                producer.beginTransaction();
                send(producer, new ProducerRecord<>("evaluations", "aborted"));
                producer.abortTransaction();
                producer.beginTransaction();
                send(producer, new ProducerRecord<>("evaluations", "committed"));
                producer.commitTransaction();
            }

            assertThat(consume(kafka, "evaluations", 1)).containsExactly("committed");
        }
    }

    @Test
    void neverDropsRecords() throws ExecutionException, InterruptedException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            kafka.createTopic("examples", 1);

            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "examples");
            Map<String, String> settings =
                    admin.describeConfigs(List.of(topic)).all().get().get(topic).entries().stream()
                            .collect(toMap(ConfigEntry::name, ConfigEntry::value));
            assertThat(settings)
                    .containsEntry("retention.ms", "-1")
                    .containsEntry("retention.bytes", "-1")
                    .containsEntry("cleanup.policy", "delete");
        }
    }

    @Test
    void leavesNeitherThreadsNorAnOccupiedPortBehind() throws IOException {
        Set<Thread> before = liveUserThreads();
        int port;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            port = port(kafka);
            kafka.createTopic("examples", 1);
        }

        assertThat(liveUserThreads()).isSubsetOf(before);
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
        }
    }

    @Test
    void stopsCleanlyOnAnInterruptedThread() {
        Set<Thread> before = liveUserThreads();
        EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);

        Thread.currentThread().interrupt();
        kafka.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(liveUserThreads()).isSubsetOf(before);
    }

    @Test
    void leavesNothingRunningIfItDoesNotStart() {
        Set<Thread> before = liveUserThreads();
        try (BoundSockets sockets = new BoundSockets()) {
            int controllerPort = sockets.bind(BrokerProperties.CONTROLLER_LISTENER, 0);
            StorageDirectory.format(directory);
            KafkaConfig withoutBrokerSocket =
                    KafkaConfig.fromProps(BrokerProperties.of(directory, 1, controllerPort), false);

            assertThatIllegalStateException()
                    .isThrownBy(() -> KafkaNode.start(withoutBrokerSocket, sockets))
                    .withMessage("Kafka did not start");
        }
        assertThat(liveUserThreads()).isSubsetOf(before);
    }

    @Test
    void takesThePortThatIsAskedFor() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, port)) {
            assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
        }
    }

    @Test
    void saysWhichSettingNamesAnOccupiedPort() throws IOException {
        try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = occupied.getLocalPort();

            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> EmbeddedKafka.start(directory, port))
                    .withMessage("port " + port + " cannot be opened (Address already in use); choose another with "
                            + "--set quickstart.kafka-port=PORT, or 0 for any free port");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void refusesToCreateATopicTwice() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            kafka.createTopic("examples", 1);

            assertThatIllegalStateException()
                    .isThrownBy(() -> kafka.createTopic("examples", 1))
                    .withMessage("cannot create the topic examples");
        }
    }

    @Test
    void refusesADirectoryThatIsInUse() throws IOException {
        Files.createDirectories(directory.resolve("examples-0"));
        Files.writeString(directory.resolve("meta.properties"), "version=1\ncluster.id=other\nnode.id=7\n");

        assertThatIllegalStateException().isThrownBy(() -> EmbeddedKafka.start(directory, 0));
    }

    @Test
    void aFatalErrorOfKafkaDoesNotEndTheProcess() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            assertThatIllegalStateException().isThrownBy(() -> Exit.exit(1, "disk full"));
            assertThatIllegalStateException().isThrownBy(() -> Exit.halt(1, "disk full"));
            kafka.createTopic("examples", 1);
        }
    }

    @Test
    void printsNothing() {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            kafka.createTopic("examples", 1);
        } finally {
            System.setOut(out);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafka kafka, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static void send(KafkaProducer<String, String> producer, ProducerRecord<String, String> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("not sent: " + record, e);
        }
    }

    private static List<String> consume(EmbeddedKafka kafka, String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "group.id", "test",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (values.size() < count) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }

    private static int port(EmbeddedKafka kafka) {
        return Integer.parseInt(kafka.bootstrapServers().replaceFirst(".*:", ""));
    }

    private static Set<Thread> liveUserThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && thread.isAlive())
                .collect(toSet());
    }
}
