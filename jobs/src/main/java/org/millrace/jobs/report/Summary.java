package org.millrace.jobs.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.watch.RunHistory;
import org.millrace.operators.format.EvaluationJson;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Drift;
import org.millrace.operators.record.EvaluationRecord.NetworkDigest;
import org.millrace.operators.record.Ledger;
import org.millrace.operators.record.Scores;

/**
 * The result of a run, as {@code --summary FILE} writes it.
 *
 * @param name name of the model
 * @param examples the ledger
 * @param seconds from the submission of the job to its end
 * @param examplesPerSecond examples read in a second
 * @param prequential training batches of the last pass, each predicted before the network was trained on it
 * @param validation validation windows of the last pass
 * @param horizons prequential figures over the whole run, the sliding window and the fading factor
 * @param passes losses and accuracies of every pass: the curves
 * @param classes names of the classes, in the order of the confusion matrices, where they were discovered
 * @param drifts the drifts that were found, in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Summary(
        String name,
        Ledger examples,
        double seconds,
        double examplesPerSecond,
        Scores prequential,
        Scores validation,
        Scores test,
        NetworkDigest model,
        Map<String, Map<String, Double>> horizons,
        List<Pass> passes,
        List<String> classes,
        List<Drift> drifts) {

    private static final ObjectWriter JSON = EvaluationJson.mapper().writerWithDefaultPrettyPrinter();

    /** One point of each curve; NaN, and left out, where nothing was held out or the task has no such measure. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Pass(
            int pass,
            double trainingLoss,
            double trainingAccuracy,
            double trainingR2,
            double validationLoss,
            double validationAccuracy,
            double validationR2) {

        static Pass of(EvaluationRecord record) {
            return new Pass(
                    record.pass(),
                    figure(record.training(), Scores::loss),
                    figure(record.training(), Scores::accuracy),
                    figure(record.training(), Scores::r2),
                    figure(record.heldOut(), Scores::loss),
                    figure(record.heldOut(), Scores::accuracy),
                    figure(record.heldOut(), Scores::r2));
        }

        private static double figure(Optional<Scores> scores, ToDoubleFunction<Scores> figure) {
            return scores.map(figure::applyAsDouble).orElse(Double.NaN);
        }
    }

    /** @throws IllegalArgumentException if {@code history} holds no pass */
    public static Summary of(String name, RunHistory history, Duration time) {
        EvaluationRecord last = history.last().orElseThrow(() -> new IllegalArgumentException("no pass has ended"));
        EvaluationRecord lastPass = history.passes().get(history.passes().size() - 1);
        double seconds = time.toNanos() / 1e9;
        return new Summary(
                name,
                last.ledger(),
                seconds,
                last.ledger().read() / seconds,
                lastPass.training().orElse(null),
                lastPass.heldOut().orElse(null),
                history.test().flatMap(EvaluationRecord::heldOut).orElse(null),
                last.network().orElseThrow(),
                last.horizons(),
                history.passes().stream().map(Pass::of).toList(),
                history.classes().orElse(null),
                history.drifts());
    }

    /** @throws ConfigException if {@code file} cannot be written */
    public void write(Path file) {
        try {
            Files.write(file, JSON.writeValueAsBytes(this));
        } catch (IOException e) {
            throw new ConfigException("cannot write the summary to " + file + ": " + e, e);
        }
    }
}
