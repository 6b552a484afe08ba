package org.millrace.endtoend;

import java.nio.file.Path;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.kafka.KafkaContainer;

/** The training job with the Kafka that Apache ships, in a container. */
class TrainJobWithDockerIT extends TrainJobContract {

    @Override
    Broker broker(Path directory) {
        OptionalComponent.requireDocker();
        KafkaContainer kafka = new KafkaContainer("apache/kafka:" + AppInfoParser.getVersion());
        kafka.start();
        return Broker.of(kafka.getBootstrapServers(), kafka);
    }
}
