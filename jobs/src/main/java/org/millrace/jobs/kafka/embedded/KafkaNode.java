package org.millrace.jobs.kafka.embedded;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Controller and broker of a cluster of one node. They are the parts that {@link KafkaRaftServer} starts, put together
 * here so that they take sockets which are bound already, and so that a fault is logged rather than ends the process.
 */
final class KafkaNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final ControllerServer controller;
    private final BrokerServer broker;

    private KafkaNode(ControllerServer controller, BrokerServer broker) {
        this.controller = controller;
        this.broker = broker;
    }

    /**
     * Starts both and waits until the broker serves clients.
     *
     * @param config names a formatted directory
     * @param sockets where the sockets of both listeners come from
     * @throws IllegalStateException if one of them does not start; neither runs then
     */
    static KafkaNode start(KafkaConfig config, ServerSocketFactory sockets) {
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> directory =
                KafkaRaftServer.initializeLogDirs(config, LOG, "");
        SharedServer shared = new SharedServer(
                config,
                directory._1(),
                Time.SYSTEM,
                Server.initializeMetrics(
                        config, Time.SYSTEM, directory._1().clusterId().orElseThrow()),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                (name, fatal, action) -> new LoggingFaultHandler(name, action),
                sockets);
        ControllerServer controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), directory._2());
        KafkaNode node = new KafkaNode(controller, new BrokerServer(shared));
        node.startUp();
        return node;
    }

    private void startUp() {
        try {
            controller.startup();
            broker.startup();
        } catch (Exception e) {
            // Scala's methods may throw what they do not declare.
            close();
            throw new IllegalStateException("Kafka did not start", e);
        }
    }

    /** Stops the broker first, which takes its leave from the controller. */
    @Override
    public void close() {
        broker.shutdown(STOP_TIMEOUT);
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
    }
}
