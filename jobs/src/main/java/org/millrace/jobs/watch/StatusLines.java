package org.millrace.jobs.watch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Best;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.Scores;

/**
 * Shows the progress of the training: every now and then a line that stays, and in between, on a terminal, a status line.
 *
 * <p>With passes, the lines that stay are those of some twenty passes; following a live topic, one every few seconds.
 */
public final class StatusLines {

    private static final int PASS_LINES = 20;
    private static final int CURVE_WIDTH = 16;
    private static final Duration BETWEEN_LIVE_LINES = Duration.ofSeconds(5);
    private static final String HEADER =
            "    pass    examples  examples/s  training loss  validation loss  validation %s";
    private static final int QUALITY_WIDTH = "validation ".length();

    private final Console console;
    private final Optional<Integer> passes;
    private final String quality;
    private boolean headerShown;
    private Duration lastLiveLine = BETWEEN_LIVE_LINES.negated();

    /**
     * @param passes how many passes the run has; empty if it follows a live topic
     * @param task decides how it is said how good the network is
     */
    public StatusLines(Console console, Optional<Integer> passes, Task task) {
        this.console = requireNonNull(console, "console");
        this.passes = requireNonNull(passes, "passes");
        this.quality = task == Task.REGRESSION ? "R²" : "accuracy";
    }

    /**
     * Shows a record that has just come.
     *
     * @param history everything up to and including {@code record}
     * @param training time since the training began
     */
    public void show(EvaluationRecord record, RunHistory history, Duration training) {
        if (record.kind() == Kind.TEST
                || record.kind() == Kind.DRIFT
                || (RunHistory.hasStopped(record) && record.training().isEmpty())) {
            return;
        }
        String line = line(record, training);
        boolean stops = record.equals(history.stop().orElse(null));
        if (stops || stays(record, training)) {
            printLine(line);
        }
        if (stops) {
            console.print(stopped(record.learner().best().orElseThrow()));
        }
        console.status(line + curve(history.validationLosses()));
    }

    private String stopped(Best best) {
        return String.format(
                Locale.ROOT,
                "Early stopping: nothing better has come since %s %,d with a validation %s of %.4f; its network is kept",
                passes.isPresent() ? "pass" : "window",
                best.number(),
                best.figure(),
                best.value());
    }

    private boolean stays(EvaluationRecord record, Duration training) {
        if (passes.isPresent()) {
            int every = (passes.get() + PASS_LINES - 1) / PASS_LINES;
            return record.kind() == Kind.PASS
                    && (record.pass() == 1 || record.pass() == passes.get() || record.pass() % every == 0);
        }
        boolean due = training.minus(lastLiveLine).compareTo(BETWEEN_LIVE_LINES) >= 0;
        if (due) {
            lastLiveLine = training;
        }
        return due;
    }

    private void printLine(String line) {
        if (!headerShown) {
            console.print(HEADER.formatted(quality));
            headerShown = true;
        }
        console.print(line);
    }

    private String line(EvaluationRecord record, Duration training) {
        long read = record.ledger().read();
        double seconds = Math.max(1e-3, training.toNanos() / 1e9);
        return String.format(
                Locale.ROOT,
                "%8s  %,10d  %,10d  %13s  %15s  %" + (QUALITY_WIDTH + quality.length()) + "s",
                passes.map(number -> record.pass() + "/" + number).orElse("live"),
                read,
                Math.round(read / seconds),
                figure(record.training().map(Scores::loss)),
                figure(record.heldOut().map(Scores::loss)),
                figure(record.heldOut().map(Scores::quality)));
    }

    private static String curve(List<Double> validationLosses) {
        return validationLosses.isEmpty() ? "" : "  " + Curve.draw(validationLosses, CURVE_WIDTH);
    }

    private static String figure(Optional<Double> figure) {
        return figure.filter(Double::isFinite)
                .map(value -> String.format(Locale.ROOT, "%.4f", value))
                .orElse("-");
    }
}
