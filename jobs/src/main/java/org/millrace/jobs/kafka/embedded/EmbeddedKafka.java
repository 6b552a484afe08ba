package org.millrace.jobs.kafka.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.kafka.NewTopics;

/**
 * A real Kafka in this process: one node, broker and controller, that listens on the loopback interface only and never
 * drops a record. Transactions work. It keeps everything in the directory it is given, which is for the caller to
 * remove after {@link #close()}.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final KafkaNode node;
    private final Admin admin;

    private EmbeddedKafka(String bootstrapServers, KafkaNode node) {
        this.bootstrapServers = bootstrapServers;
        this.node = node;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /**
     * Starts Kafka and waits until it serves clients.
     *
     * <p>From then on no fatal error of Kafka ends this process: Kafka's process-wide exit procedures are replaced.
     *
     * @param directory an empty or missing directory; it is created if need be
     * @param port port for clients; 0 takes any free one
     * @throws ConfigException if the port is occupied or may not be opened
     * @throws IllegalStateException if Kafka does not start
     * @throws UncheckedIOException if the directory cannot be used
     */
    public static EmbeddedKafka start(Path directory, int port) {
        ExitGuard.install();
        try (BoundSockets sockets = new BoundSockets()) {
            int brokerPort = sockets.bind(BrokerProperties.BROKER_LISTENER, port);
            int controllerPort = sockets.bind(BrokerProperties.CONTROLLER_LISTENER, 0);
            Path records = Files.createDirectories(directory.toAbsolutePath());
            Properties settings = BrokerProperties.of(records, brokerPort, controllerPort);
            StorageDirectory.format(records);
            KafkaNode node = KafkaNode.start(KafkaConfig.fromProps(settings, false), sockets);
            return new EmbeddedKafka(BrokerProperties.LOOPBACK + ":" + brokerPort, node);
        } catch (IOException e) {
            throw new UncheckedIOException("Kafka cannot use the directory " + directory, e);
        }
    }

    /** What clients need to find it: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Creates a topic, which keeps its records for ever and can be written to at once.
     *
     * @throws IllegalStateException if Kafka refuses, for example because the topic exists
     */
    public void createTopic(String name, int partitions) {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
        try {
            NewTopics.create(admin, List.of(topic), PATIENCE);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot create the topic " + name, e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("cannot create the topic " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating the topic " + name, e);
        }
    }

    /**
     * Stops Kafka and waits until its threads have ended and its ports are free, also on a thread that is interrupted, as
     * it may well be when the user has asked for the end.
     */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            admin.close();
            node.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
