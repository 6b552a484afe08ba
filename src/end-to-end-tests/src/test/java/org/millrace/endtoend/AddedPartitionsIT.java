package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic that gets more partitions while it is read. */
class AddedPartitionsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private TestCluster cluster;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        cluster = TestCluster.start(directory);
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
    }

    /** What the source of a job that reads passes says. */
    private static final class Warnings extends AbstractAppender implements AutoCloseable {

        private final Logger source = (Logger) LogManager.getLogger("org.millrace.operators.source.ReplayEnumerator");
        private final List<String> said = new CopyOnWriteArrayList<>();

        private Warnings() {
            super("warnings", null, null, true, Property.EMPTY_ARRAY);
            start();
            // The tests log errors alone.
            Configurator.setLevel(source, Level.WARN);
            source.addAppender(this);
        }

        @Override
        public void append(LogEvent event) {
            said.add(event.getMessage().getFormattedMessage());
        }

        @Override
        public void close() {
            source.removeAppender(this);
        }
    }

    @Test
    void isReadToTheEndWithoutThemWhichIsSaidOnce() throws Exception {
        TrainRun run = new TrainRun(
                cluster, 2, Map.of("training.passes", 100_000, "kafka.partition.discovery.interval.ms", 100));
        run.produceExamples(1_000);
        try (Warnings warnings = new Warnings()) {
            JobID job = run.submit(Map.of());
            await().atMost(PATIENCE).until(() -> !run.evaluations().isEmpty());
            assertThat(warnings.said).isEmpty();

            addPartitions(run.topic("examples"), 5);

            await().atMost(PATIENCE).until(() -> !warnings.said.isEmpty());
            int before = run.evaluations().size();
            await().atMost(PATIENCE).until(() -> run.evaluations().size() > before + 10);
            assertThat(warnings.said)
                    .singleElement()
                    .asString()
                    .startsWith("topic " + run.topic("examples") + " has 3 more partitions than when this run began");
            cluster.flink().cancelJob(job).get();
        }
    }

    private void addPartitions(String topic, int total) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", cluster.broker().servers()))) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total)))
                    .all()
                    .get();
        }
    }
}
