package org.millrace.endtoend.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/**
 * The Flink that is shipped, in four processes: a ZooKeeper and a JobManager with high availability, which keep what they
 * know on disk, and two TaskManagers.
 */
final class FlinkCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int SLOTS_PER_TASK_MANAGER = 4;

    /** How long a process may be silent before Flink holds it for dead. */
    static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(8);

    private final FlinkHome home;
    private final FlinkRest rest;
    private final ServerProcess zookeeper;
    private final ServerProcess jobManager;
    private final Map<String, ServerProcess> taskManagers = new TreeMap<>();

    /**
     * @param directory for everything that it keeps on disk
     * @param logs for what its processes print
     * @param settings Flink's keys that are to be other than small and quick
     */
    FlinkCluster(Path directory, Path logs, Map<String, String> settings) throws IOException {
        List<Integer> ports = Ports.free(2);
        int restPort = ports.get(0);
        int zookeeperPort = ports.get(1);
        Map<String, String> changes = smallAndQuick();
        changes.putAll(places(directory, restPort, zookeeperPort));
        changes.putAll(settings);
        this.home = new FlinkHome(
                directory.resolve("conf"),
                changes,
                List.of(
                        "tickTime=500",
                        "dataDir=" + directory.resolve("zookeeper"),
                        "clientPortAddress=127.0.0.1",
                        "clientPort=" + zookeeperPort,
                        "admin.enableServer=false"));
        this.rest = new FlinkRest(restPort);
        this.zookeeper = process("zookeeper", logs, "zookeeper.sh");
        this.jobManager = process("jobmanager", logs, "jobmanager.sh");
        for (String name : List.of("taskmanager-1", "taskmanager-2")) {
            taskManagers.put(name, process(name, logs, "taskmanager.sh", "-Dtaskmanager.resource-id=" + name));
        }
    }

    private ServerProcess process(String name, Path logs, String script, String... arguments) {
        List<String> all = new ArrayList<>(List.of("start-foreground"));
        all.addAll(List.of(arguments));
        return new ServerProcess(name, home.command(script, all), home.environment(), logs.resolve(name + ".log"));
    }

    private static Map<String, String> places(Path directory, int restPort, int zookeeperPort) {
        Map<String, String> changes = new TreeMap<>();
        changes.put("io.tmp.dirs", directory.resolve("tmp").toString());
        changes.put("rest.port", Integer.toString(restPort));
        changes.put("rest.bind-port", Integer.toString(restPort));

        changes.put("high-availability.type", "zookeeper");
        changes.put("high-availability.zookeeper.quorum", "127.0.0.1:" + zookeeperPort);
        changes.put(
                "high-availability.storageDir", directory.resolve("ha").toUri().toString());
        changes.put("high-availability.zookeeper.client.session-timeout", "4 s");
        changes.put(
                "execution.checkpointing.dir",
                directory.resolve("checkpoints").toUri().toString());
        return changes;
    }

    /** Processes that start soon, need little, and notice quickly what has become of the others. */
    private static Map<String, String> smallAndQuick() {
        Map<String, String> changes = new TreeMap<>();
        changes.put("env.java.default-opts.all", JavaCommand.START_QUICKLY);
        changes.put("jobmanager.memory.process.size", "704m");
        changes.put("jobmanager.memory.jvm-metaspace.size", "160m");
        changes.put("taskmanager.memory.process.size", "1100m");
        changes.put("taskmanager.memory.task.off-heap.size", "64m");
        changes.put("taskmanager.memory.managed.size", "16m");
        changes.put("taskmanager.numberOfTaskSlots", Integer.toString(SLOTS_PER_TASK_MANAGER));
        changes.put("heartbeat.interval", "500 ms");
        changes.put("heartbeat.timeout", HEARTBEAT_TIMEOUT.toSeconds() + " s");
        changes.put("restart-strategy.exponential-delay.initial-backoff", "200 ms");
        changes.put("restart-strategy.exponential-delay.max-backoff", "1 s");
        return changes;
    }

    /** Starts all processes and waits until every slot can be used. */
    void start() throws IOException {
        zookeeper.start();
        jobManager.start();
        for (ServerProcess taskManager : taskManagers.values()) {
            taskManager.start();
        }
        awaitTaskManagers();
    }

    /** Waits until the JobManager knows every TaskManager that is alive, and no other. */
    void awaitTaskManagers() {
        long alive =
                taskManagers.values().stream().filter(ServerProcess::isAlive).count();
        Awaitility.await("TaskManagers")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> rest.taskManagers().size() == alive);
    }

    FlinkRest rest() {
        return rest;
    }

    FlinkCommand command() {
        return new FlinkCommand(home);
    }

    ServerProcess jobManager() {
        return jobManager;
    }

    /** The TaskManager that runs the learner of {@code job}. */
    ServerProcess trainer(String job) throws Exception {
        return taskManagers.get(rest.taskManagerOf(job, "Train"));
    }

    List<ServerProcess> taskManagers() {
        return List.copyOf(taskManagers.values());
    }

    /** All of it, the ZooKeeper first. */
    List<ServerProcess> processes() {
        List<ServerProcess> processes = new ArrayList<>(List.of(zookeeper, jobManager));
        processes.addAll(taskManagers.values());
        return processes;
    }

    @Override
    public void close() {
        taskManagers.values().forEach(ServerProcess::close);
        jobManager.close();
        zookeeper.close();
    }
}
