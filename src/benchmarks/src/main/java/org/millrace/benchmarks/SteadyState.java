package org.millrace.benchmarks;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * What a job used of this process while it was measured.
 *
 * @param usage at the beginning, between the parts of the measurement, and at its end
 * @param profile where the processor time went
 */
record SteadyState(List<Usage> usage, CpuProfile profile) {

    SteadyState {
        usage = List.copyOf(usage);
    }

    private Usage begin() {
        return usage.get(0);
    }

    private Usage end() {
        return usage.get(usage.size() - 1);
    }

    double seconds() {
        return end().secondsSince(begin());
    }

    /** Read by the job. */
    long examples() {
        return end().examples() - begin().examples();
    }

    double examplesPerSecond() {
        return examples() / seconds();
    }

    List<Double> examplesPerSecondByPart() {
        return byPart((from, to) -> (to.examples() - from.examples()) / to.secondsSince(from));
    }

    /** Resident size of the process at the end of each part. */
    List<Long> residentBytesByPart() {
        return byPart((from, to) -> to.residentBytes());
    }

    private <T> List<T> byPart(BiFunction<Usage, Usage, T> figure) {
        return IntStream.range(1, usage.size())
                .mapToObj(i -> figure.apply(usage.get(i - 1), usage.get(i)))
                .toList();
    }

    /** Processor time of all threads. */
    double microsPerExample() {
        return (end().processorNanos() - begin().processorNanos()) / 1e3 / examples();
    }

    /** Processor time of a stage: its share of the samples, of the time that the system counted. */
    double microsPerExample(Stage stage) {
        return profile.share(stage) * microsPerExample();
    }

    /** By all threads but those of the broker. */
    long allocatedBytes() {
        return end().allocatedSince(begin());
    }

    /** For which the garbage collector stopped all other threads. */
    double pauseSeconds() {
        return (end().pauseMillis() - begin().pauseMillis()) / 1e3;
    }
}
