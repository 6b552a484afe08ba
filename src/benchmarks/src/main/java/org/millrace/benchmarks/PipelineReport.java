package org.millrace.benchmarks;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millrace.benchmarks.LearnerBenchmark.StepTimes;

/** The result of {@code millrace bench pipeline}; in JSON the members of its parts stand in it directly. */
record PipelineReport(
        @JsonUnwrapped Subject subject,
        @JsonUnwrapped Speeds speeds,
        @JsonUnwrapped Costs costs) {

    private static final double MEBIBYTE = 1 << 20;

    /**
     * What was measured.
     *
     * @param values kind of the features
     * @param network its widths
     * @param batch examples of a mini-batch
     * @param recordBytes mean length of a record's value
     */
    record Subject(
            String format,
            String values,
            int features,
            String network,
            int batch,
            int partitions,
            int parallelism,
            double recordBytes) {}

    /**
     * Examples per second.
     *
     * @param seconds of measurement
     * @param examplesPerSecond through the whole job
     * @param examplesPerSecondByTenth the same in each tenth of the measurement
     * @param megabytesPerSecond through the whole job, values of records alone, in 10⁶ bytes
     * @param learnerExamplesPerSecond of the learner alone, on one batch in memory
     * @param floorExamplesPerSecond of its matrix products alone
     * @param sourceExamplesPerSecond read through Flink and forgotten
     */
    record Speeds(
            double seconds,
            double examplesPerSecond,
            List<Double> examplesPerSecondByTenth,
            double megabytesPerSecond,
            double learnerExamplesPerSecond,
            double floorExamplesPerSecond,
            double sourceExamplesPerSecond) {

        Speeds {
            examplesPerSecondByTenth = List.copyOf(examplesPerSecondByTenth);
        }
    }

    /**
     * What an example costs.
     *
     * @param cpuUs microseconds of processor time
     * @param cpuUsPerExample the same by stage
     * @param gcShare share of the garbage collector's threads in the processor time
     * @param gcPauseShare share of the time for which the collector stopped all other threads
     * @param checkpointOverheadRatio processor time of the checkpoints over that of all else
     * @param metricsOverheadRatio processor time of meters and exposition over that of all else
     * @param allocatedBytesPerExample by all threads but the broker's
     * @param residentBytesByTenth of the process, at the end of each tenth of the measurement
     */
    record Costs(
            double cpuUs,
            Map<Stage, Double> cpuUsPerExample,
            double gcShare,
            double gcPauseShare,
            double checkpointOverheadRatio,
            double metricsOverheadRatio,
            double allocatedBytesPerExample,
            List<Long> residentBytesByTenth) {

        Costs {
            cpuUsPerExample = new EnumMap<>(cpuUsPerExample);
            residentBytesByTenth = List.copyOf(residentBytesByTenth);
        }
    }

    /** @param recordBytes mean length of a record's value */
    static PipelineReport of(
            PipelineSettings settings, double recordBytes, StepTimes learner, SteadyState source, SteadyState job) {
        TopicSettings topic = settings.topic();
        return new PipelineReport(
                new Subject(
                        topic.format().name(),
                        topic.values().toString(),
                        topic.features(),
                        settings.network().name(),
                        settings.batch(),
                        topic.partitions(),
                        settings.parallelism(),
                        recordBytes),
                new Speeds(
                        job.seconds(),
                        job.examplesPerSecond(),
                        job.examplesPerSecondByPart(),
                        job.examplesPerSecond() * recordBytes / 1e6,
                        settings.batch() * 1e6 / learner.us(),
                        settings.batch() * 1e6 / learner.floorUs(),
                        source.examplesPerSecond()),
                costs(job));
    }

    private static Costs costs(SteadyState job) {
        Map<Stage, Double> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            stages.put(stage, job.microsPerExample(stage));
        }
        return new Costs(
                job.microsPerExample(),
                stages,
                job.profile().share(Stage.GC),
                job.pauseSeconds() / job.seconds(),
                overhead(job, Stage.CHECKPOINT),
                overhead(job, Stage.METRICS),
                (double) job.allocatedBytes() / job.examples(),
                job.residentBytesByPart());
    }

    private static double overhead(SteadyState job, Stage stage) {
        double share = job.profile().share(stage);
        return share / (1 - share);
    }

    void print(PrintWriter out) {
        line(out, "%-26s %,12.0f examples/s", "Matrix products alone", speeds.floorExamplesPerSecond);
        line(out, "%-26s %,12.0f examples/s", "Learner alone, in memory", speeds.learnerExamplesPerSecond);
        line(out, "%-26s %,12.0f examples/s", "Source alone", speeds.sourceExamplesPerSecond);
        line(
                out,
                "%-26s %,12.0f examples/s, %,.1f MB/s, %.2f of the learner alone",
                "Pipeline",
                speeds.examplesPerSecond,
                speeds.megabytesPerSecond,
                speeds.examplesPerSecond / speeds.learnerExamplesPerSecond);
        printCosts(out);
        line(
                out,
                "From the first tenth of the measurement to the last: %,.0f → %,.0f examples/s, resident %,.0f → %,.0f MiB",
                speeds.examplesPerSecondByTenth.get(0),
                last(speeds.examplesPerSecondByTenth),
                costs.residentBytesByTenth.get(0) / MEBIBYTE,
                last(costs.residentBytesByTenth) / MEBIBYTE);
    }

    private void printCosts(PrintWriter out) {
        line(out, "Processor time, µs per example");
        costs.cpuUsPerExample.forEach(
                (stage, us) -> line(out, "  %-12s %9.3f %5.1f %%", stage, us, 100 * us / costs.cpuUs));
        line(out, "  %-12s %9.3f", "all", costs.cpuUs);
        line(
                out,
                "Allocated: %,.0f bytes per example of %,.0f bytes",
                costs.allocatedBytesPerExample,
                subject.recordBytes);
        line(
                out,
                "Garbage collection: %.2f %% of the processor time; pauses %.2f %% of the time",
                100 * costs.gcShare,
                100 * costs.gcPauseShare);
        line(
                out,
                "Checkpoints add %.2f %% to the other processor time, metrics %.2f %%",
                100 * costs.checkpointOverheadRatio,
                100 * costs.metricsOverheadRatio);
    }

    private static <T> T last(List<T> values) {
        return values.get(values.size() - 1);
    }

    private static void line(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
