package org.millrace.benchmarks;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The result of {@code millrace bench pipeline}; its components are the fields of the JSON.
 *
 * @param format of the records
 * @param values kind of the features
 * @param features of an example
 * @param network its widths
 * @param batch examples of a mini-batch
 * @param partitions of the topic
 * @param parallelism tasks that read, parse and hold out
 * @param seconds of measurement
 * @param recordBytes of a record, with key and headers
 * @param examplesPerSecond through the whole job
 * @param megabytesPerSecond the same in 10⁶ bytes
 * @param learnerExamplesPerSecond of the learner alone, on one batch in memory
 * @param floorExamplesPerSecond of its matrix products alone
 * @param sourceExamplesPerSecond read through Flink and forgotten
 * @param cpuUsPerExample microseconds of processor time by stage
 * @param cpuUs their sum
 * @param gcShare share of the garbage collector's threads in the processor time
 * @param gcPauseShare share of the time for which the collector stopped all other threads
 * @param checkpointOverheadRatio processor time of the checkpoints over that of all else
 * @param metricsOverheadRatio processor time of meters and exposition over that of all else
 * @param allocatedBytesPerExample by all threads but the broker's
 */
record PipelineReport(
        String format,
        String values,
        int features,
        String network,
        int batch,
        int partitions,
        int parallelism,
        double seconds,
        double recordBytes,
        double examplesPerSecond,
        double megabytesPerSecond,
        double learnerExamplesPerSecond,
        double floorExamplesPerSecond,
        double sourceExamplesPerSecond,
        Map<Stage, Double> cpuUsPerExample,
        double cpuUs,
        double gcShare,
        double gcPauseShare,
        double checkpointOverheadRatio,
        double metricsOverheadRatio,
        double allocatedBytesPerExample) {

    PipelineReport {
        cpuUsPerExample = new EnumMap<>(cpuUsPerExample);
    }

    static PipelineReport of(
            PipelineSettings settings, LearnerBenchmark.StepTimes learner, SteadyState source, SteadyState job) {
        Map<Stage, Double> cpu = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            cpu.put(stage, job.microsPerExample(stage));
        }
        double bytes = (double) job.bytes() / job.examples();
        return new PipelineReport(
                settings.format().name(),
                settings.values().toString(),
                settings.features(),
                settings.network().name(),
                settings.batch(),
                settings.partitions(),
                settings.parallelism(),
                job.seconds(),
                bytes,
                job.examplesPerSecond(),
                job.examplesPerSecond() * bytes / 1e6,
                settings.batch() * 1e6 / learner.us(),
                settings.batch() * 1e6 / learner.floorUs(),
                source.examplesPerSecond(),
                cpu,
                job.processorMicros() / job.examples(),
                job.profile().share(Stage.GC),
                job.pauseSeconds() / job.seconds(),
                overhead(job, Stage.CHECKPOINT),
                overhead(job, Stage.METRICS),
                (double) job.allocatedBytes() / job.examples());
    }

    private static double overhead(SteadyState job, Stage stage) {
        double share = job.profile().share(stage);
        return share / (1 - share);
    }

    void print(PrintWriter out) {
        line(out, "%-28s %,12.0f examples/s", "matrix products alone", floorExamplesPerSecond);
        line(out, "%-28s %,12.0f examples/s", "learner alone, in memory", learnerExamplesPerSecond);
        line(out, "%-28s %,12.0f examples/s", "source alone", sourceExamplesPerSecond);
        line(
                out,
                "%-28s %,12.0f examples/s, %,.1f MB/s, %.2f of the learner alone",
                "pipeline",
                examplesPerSecond,
                megabytesPerSecond,
                examplesPerSecond / learnerExamplesPerSecond);
        line(out, "Processor time, µs per example:");
        cpuUsPerExample.forEach((stage, us) -> line(out, "  %-12s %8.3f  %5.1f %%", stage, us, 100 * us / cpuUs));
        line(out, "  %-12s %8.3f", "all", cpuUs);
        line(out, "Allocated per example: %,.0f bytes, of a record of %,.0f", allocatedBytesPerExample, recordBytes);
        line(
                out,
                "Garbage collection: %.2f %% of the processor time, pauses %.2f %% of the time",
                100 * gcShare,
                100 * gcPauseShare);
        line(
                out,
                "Checkpoints cost %.2f %%, metrics %.2f %% of the other processor time",
                100 * checkpointOverheadRatio,
                100 * metricsOverheadRatio);
    }

    private static void line(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
