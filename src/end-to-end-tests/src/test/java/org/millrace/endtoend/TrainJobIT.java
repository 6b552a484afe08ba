package org.millrace.endtoend;

import java.nio.file.Path;

/** The training job with a Kafka in this process. */
class TrainJobIT extends TrainJobContract {

    @Override
    Broker broker(Path directory) {
        return Broker.start(directory);
    }
}
