package org.millrace.endtoend;

import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A real Kafka, and a Flink cluster in this process. */
final class TestCluster implements AutoCloseable {

    private static final int SLOTS = 4;

    private final Broker broker;
    private final MiniCluster flink;

    private TestCluster(Broker broker, MiniCluster flink) {
        this.broker = broker;
        this.flink = flink;
    }

    static TestCluster start(Path directory) throws Exception {
        return start(Broker.start(directory));
    }

    /** @param broker closed with the cluster */
    static TestCluster start(Broker broker) throws Exception {
        MiniCluster flink = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(new Configuration())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .withRandomPorts()
                .build());
        flink.start();
        return new TestCluster(broker, flink);
    }

    Broker broker() {
        return broker;
    }

    MiniCluster flink() {
        return flink;
    }

    /** Ends the only TaskManager without notice, and starts another. */
    void loseTheTaskManager() throws Exception {
        flink.terminateTaskManager(0).get();
        flink.startTaskManager();
    }

    @Override
    public void close() throws Exception {
        flink.close();
        broker.close();
    }
}
