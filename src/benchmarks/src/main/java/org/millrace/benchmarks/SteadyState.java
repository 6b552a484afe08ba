package org.millrace.benchmarks;

/**
 * What a job used of this process while it was measured.
 *
 * @param seconds of measurement
 * @param examples read
 * @param bytes of these
 * @param processorMicros of all threads
 * @param allocatedBytes by all threads but those of the broker
 * @param pauseSeconds spent in collections of garbage
 * @param profile where the processor time went
 */
record SteadyState(
        double seconds,
        long examples,
        long bytes,
        double processorMicros,
        long allocatedBytes,
        double pauseSeconds,
        CpuProfile profile) {

    static SteadyState between(Usage begin, Usage end, CpuProfile profile) {
        return new SteadyState(
                (end.nanoTime() - begin.nanoTime()) / 1e9,
                end.examples() - begin.examples(),
                end.bytes() - begin.bytes(),
                (end.processorNanos() - begin.processorNanos()) / 1e3,
                end.allocatedSince(begin),
                (end.pauseMillis() - begin.pauseMillis()) / 1e3,
                profile);
    }

    double examplesPerSecond() {
        return examples / seconds;
    }

    /** Processor time of a stage, in microseconds per example. */
    double microsPerExample(Stage stage) {
        return profile.share(stage) * processorMicros / examples;
    }
}
