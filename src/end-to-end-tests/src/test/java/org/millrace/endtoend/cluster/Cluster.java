package org.millrace.endtoend.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.millrace.endtoend.Topics;

/** Kafka and Flink, each process of its own, all over loopback. No process outlives this JVM. */
final class Cluster implements AutoCloseable {

    private final KafkaBroker kafka;
    private final FlinkCluster flink;
    private final Topics topics;
    private final Thread lastResort = new Thread(this::killAll, "end of the cluster");

    /**
     * @param directory for everything that it keeps on disk, to be removed after {@link #close()}
     * @param name of the folder under {@code target} that keeps what the processes print
     */
    Cluster(Path directory, String name) throws IOException {
        this(directory, name, Map.of());
    }

    /** @param flinkSettings Flink's keys that are to be other than small and quick */
    Cluster(Path directory, String name, Map<String, String> flinkSettings) throws IOException {
        this(directory, name, flinkSettings, Map.of());
    }

    /** @param kafkaSettings the broker's keys that are to be other than small and quick */
    Cluster(Path directory, String name, Map<String, String> flinkSettings, Map<String, String> kafkaSettings)
            throws IOException {
        Path logs = Path.of("target", "cluster", name).toAbsolutePath();
        this.kafka = new KafkaBroker(directory.resolve("kafka"), logs.resolve("kafka.log"), kafkaSettings);
        this.flink = new FlinkCluster(directory.resolve("flink"), logs, flinkSettings);
        this.topics = new Topics(kafka.servers());
    }

    void start() throws IOException {
        Runtime.getRuntime().addShutdownHook(lastResort);
        kafka.start();
        flink.start();
    }

    KafkaBroker kafka() {
        return kafka;
    }

    FlinkCluster flink() {
        return flink;
    }

    Topics topics() {
        return topics;
    }

    /** Brings back what a test has killed or paused, also one that failed on the way. */
    void heal() throws Exception {
        kafka.heal();
        for (ServerProcess process : flink.processes()) {
            process.heal();
        }
        flink.awaitTaskManagers();
    }

    private void killAll() {
        flink.close();
        kafka.close();
    }

    @Override
    public void close() {
        topics.close();
        killAll();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}
