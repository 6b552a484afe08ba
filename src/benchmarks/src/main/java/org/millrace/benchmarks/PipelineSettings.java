package org.millrace.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is measured.
 *
 * @param examples in the topic; empty for as many as suit their size
 * @param hidden units of each hidden layer
 * @param batch examples of a mini-batch
 * @param warmUp before the measurement
 * @param time of the measurement
 */
record PipelineSettings(
        FormatName format,
        ValueKind values,
        int features,
        OptionalInt examples,
        List<Integer> hidden,
        int classes,
        int batch,
        int partitions,
        int parallelism,
        Duration warmUp,
        Duration time) {

    PipelineSettings {
        hidden = List.copyOf(hidden);
    }

    Network network() {
        return new Network(IntStream.concat(
                        IntStream.of(features),
                        IntStream.concat(hidden.stream().mapToInt(Integer::intValue), IntStream.of(classes)))
                .mapToObj(String::valueOf)
                .collect(Collectors.joining("-")));
    }

    /** The configuration, as {@code --set} would give it. */
    List<String> configuration() {
        return List.of(
                "model.hidden-layers=" + hidden,
                "training.batch-size=" + batch,
                "quickstart.partitions=" + partitions,
                "flink.parallelism=" + parallelism);
    }
}
