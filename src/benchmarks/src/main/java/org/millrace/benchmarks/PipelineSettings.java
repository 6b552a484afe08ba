package org.millrace.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is measured.
 *
 * @param hidden units of each hidden layer
 * @param batch examples of a mini-batch
 * @param parallelism tasks that read, parse and hold out
 * @param warmUp from the first example to the measurement
 * @param time of the measurement
 */
record PipelineSettings(
        TopicSettings topic, List<Integer> hidden, int batch, int parallelism, Duration warmUp, Duration time) {

    PipelineSettings {
        hidden = List.copyOf(hidden);
    }

    Network network() {
        return new Network(IntStream.concat(
                        IntStream.of(topic.features()),
                        IntStream.concat(hidden.stream().mapToInt(Integer::intValue), IntStream.of(topic.classes())))
                .mapToObj(String::valueOf)
                .collect(Collectors.joining("-")));
    }

    /** Tasks that read: no more than there are partitions. */
    int readers() {
        return Math.min(parallelism, topic.partitions());
    }

    /** The configuration, as {@code --set} would give it. */
    List<String> configuration() {
        return List.of(
                "model.hidden-layers=" + hidden,
                "training.batch-size=" + batch,
                "quickstart.partitions=" + topic.partitions(),
                "flink.parallelism=" + parallelism);
    }
}
