package org.millrace.jobs.kafka.embedded;

import java.nio.file.Path;
import java.util.Properties;

/**
 * Settings of a broker that is its own controller, starts and stops quickly, takes little memory, and keeps all records
 * until its directory is removed.
 */
final class BrokerProperties {

    static final int NODE_ID = 1;
    static final String BROKER_LISTENER = "BROKER";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    static final String LOOPBACK = "127.0.0.1";
    private static final int MEGABYTE = 1 << 20;

    private BrokerProperties() {}

    /**
     * @param directory where the broker keeps its records and its metadata
     * @param brokerPort port for clients
     * @param controllerPort port of the controller
     */
    static Properties of(Path directory, int brokerPort, int controllerPort) {
        Properties properties = new Properties();
        addCluster(properties, directory, brokerPort, controllerPort);
        addRetention(properties);
        addQuickStartAndStop(properties);
        addSmallFootprint(properties);
        return properties;
    }

    private static void addCluster(Properties properties, Path directory, int brokerPort, int controllerPort) {
        String brokerListener = BROKER_LISTENER + "://" + LOOPBACK + ":" + brokerPort;
        String controllerListener = CONTROLLER_LISTENER + "://" + LOOPBACK + ":" + controllerPort;
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", String.valueOf(NODE_ID));
        properties.setProperty("controller.quorum.voters", NODE_ID + "@" + LOOPBACK + ":" + controllerPort);
        properties.setProperty("listeners", brokerListener + "," + controllerListener);
        properties.setProperty("advertised.listeners", brokerListener + "," + controllerListener);
        properties.setProperty("inter.broker.listener.name", BROKER_LISTENER);
        properties.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        properties.setProperty(
                "listener.security.protocol.map", BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.setProperty("log.dirs", directory.toString());
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("default.replication.factor", "1");
        properties.setProperty("min.insync.replicas", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("message.max.bytes", String.valueOf(16 * MEGABYTE));
        // Flink's sinks ask for transactions of one hour unless they are told otherwise.
        properties.setProperty("transaction.max.timeout.ms", "3600000");
    }

    private static void addRetention(Properties properties) {
        properties.setProperty("log.retention.ms", "-1");
        properties.setProperty("log.retention.bytes", "-1");
        properties.setProperty("offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE));
    }

    private static void addQuickStartAndStop(Properties properties) {
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("controlled.shutdown.enable", "false");
        // A process that is busy learning may keep its broker waiting, and no other could take over.
        properties.setProperty("broker.session.timeout.ms", "60000");
    }

    private static void addSmallFootprint(Properties properties) {
        properties.setProperty("num.network.threads", "1");
        properties.setProperty("num.io.threads", "2");
        properties.setProperty("background.threads", "2");
        properties.setProperty("num.recovery.threads.per.data.dir", "1");
        properties.setProperty("group.coordinator.threads", "1");
        properties.setProperty("share.coordinator.threads", "1");
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("transaction.state.log.num.partitions", "1");
        properties.setProperty("offsets.topic.segment.bytes", String.valueOf(16 * MEGABYTE));
        properties.setProperty("transaction.state.log.segment.bytes", String.valueOf(16 * MEGABYTE));
        properties.setProperty("log.index.size.max.bytes", String.valueOf(MEGABYTE));
        properties.setProperty("log.cleaner.threads", "1");
        properties.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 * MEGABYTE));
        properties.setProperty("log.cleaner.io.buffer.size", String.valueOf(MEGABYTE / 2));
    }
}
