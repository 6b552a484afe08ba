package org.millrace.endtoend.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.millrace.endtoend.Topics;

/** A Kafka broker, its own controller, in a process of its own. */
final class KafkaBroker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String servers;
    private final ServerProcess process;

    /** What makes a broker ask for rights: whoever has not been refused one by an ACL has it. */
    static final Map<String, String> WITH_ACLS = Map.of(
            "authorizer.class.name",
            "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found",
            "true");

    /**
     * @param directory for its settings and its records
     * @param log what it prints
     * @param changes the broker's keys that are to be other than small and quick
     */
    KafkaBroker(Path directory, Path log, Map<String, String> changes) throws IOException {
        List<Integer> ports = Ports.free(2);
        this.servers = "127.0.0.1:" + ports.get(0);
        Path settings = Files.createDirectories(directory).resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(settings)) {
            Properties properties = properties(directory.resolve("records"), ports.get(0), ports.get(1));
            properties.putAll(changes);
            properties.store(out, null);
        }
        format(settings);
        this.process = new ServerProcess(
                "kafka",
                List.of(
                        JavaCommand.EXECUTABLE,
                        "-Xmx256m",
                        "-cp",
                        JavaCommand.OWN_CLASS_PATH,
                        "kafka.Kafka",
                        settings.toString()),
                Map.of("JDK_JAVA_OPTIONS", JavaCommand.START_QUICKLY),
                log);
    }

    private static Properties properties(Path records, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.setProperty(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("log.dirs", records.toString());
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "1");
        properties.setProperty("transaction.max.timeout.ms", "3600000");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // A limit to reading holds second by second. By default it is the mean of eleven: a fast run would read all it
        // wants, and the next would have to wait.
        properties.setProperty("quota.window.num", "2");
        properties.setProperty("quota.window.size.seconds", "1");
        // A broker that comes back after kill -9 is let in once its old session has ended.
        properties.setProperty("broker.session.timeout.ms", "6000");
        // The examples are older than a week.
        properties.setProperty("log.retention.ms", "-1");
        properties.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
        return properties;
    }

    private static void format(Path settings) {
        try (PrintStream silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            String[] arguments = {
                "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", settings.toString()
            };
            if (StorageTool.execute(arguments, silence) != 0) {
                throw new IllegalStateException("Kafka cannot format the directory that " + settings + " names");
            }
        }
    }

    String servers() {
        return servers;
    }

    ServerProcess process() {
        return process;
    }

    /** Starts it, also after {@code kill -9}, and waits until it serves clients. */
    void start() throws IOException {
        process.start();
        awaitClients();
    }

    void heal() throws Exception {
        process.heal();
        awaitClients();
    }

    private void awaitClients() {
        try (Topics topics = new Topics(servers)) {
            Awaitility.await("Kafka").atMost(PATIENCE).ignoreExceptions().until(topics::canBeReached);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
