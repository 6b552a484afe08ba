package org.millrace.jobs.report;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.millrace.jobs.watch.Curve;
import org.millrace.jobs.watch.RunHistory;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Best;
import org.millrace.operators.record.EvaluationRecord.Drift;
import org.millrace.operators.record.Ledger;

/** The end of a run in words and tables: curves, the test by its task, what to try next. */
public final class Report {

    private static final int CURVE_WIDTH = 40;
    private static final int MOST_DRIFTS = 10;

    private final Task task;
    private final List<String> classes;
    private final RunHistory history;
    private final Duration time;

    /**
     * @param classes names of the classes, or of the numbers that are predicted
     * @param time from the submission of the job to its end
     */
    public Report(Task task, List<String> classes, RunHistory history, Duration time) {
        this.task = requireNonNull(task, "task");
        this.classes = List.copyOf(classes);
        this.history = requireNonNull(history, "history");
        this.time = requireNonNull(time, "time");
    }

    public String text() {
        List<String> lines = new ArrayList<>();
        curves(lines);
        history.test()
                .flatMap(EvaluationRecord::heldOut)
                .ifPresent(test -> lines.addAll(TestResult.lines(task, classes, test)));
        history.last().ifPresent(last -> lines.add(ledger(last.ledger())));
        drifts(lines);
        history.last()
                .flatMap(EvaluationRecord::network)
                .ifPresent(network -> lines.add(String.format(
                        Locale.ROOT,
                        "Network: %,d parameters after %,d steps, sha256 %s…",
                        network.parameters(),
                        network.steps(),
                        network.sha256().substring(0, 16))));
        history.last().flatMap(last -> last.learner().best()).ifPresent(best -> lines.add(earlyStopping(best)));
        List<String> advice = Advice.on(task, classes, history);
        if (!advice.isEmpty()) {
            lines.add("");
            lines.add("What to try next");
            advice.forEach(line -> lines.add("  - " + line));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private String earlyStopping(Best best) {
        return String.format(
                Locale.ROOT,
                "Early stopping: the network of pass %,d, with the best validation %s (%.4f)%s",
                best.number(),
                best.figure(),
                best.value(),
                history.stop()
                        .map(stop -> "; training ended with pass " + stop.pass())
                        .orElse(""));
    }

    private void drifts(List<String> lines) {
        List<Drift> ofErrors = history.drifts().stream()
                .filter(drift -> drift.feature().isEmpty())
                .toList();
        if (!ofErrors.isEmpty()) {
            lines.add("Drifts: " + counted(ofErrors));
        }
        List<Drift> ofFeatures = history.drifts().stream()
                .filter(drift -> drift.feature().isPresent())
                .toList();
        if (!ofFeatures.isEmpty()) {
            lines.add("Drifts of features: " + counted(ofFeatures));
        }
    }

    /** How many, and where the first of them were: {@code 3 (at examples 25,417; 50,230; 75,801)}. */
    private static String counted(List<Drift> drifts) {
        String examples = drifts.stream()
                .limit(MOST_DRIFTS)
                .map(drift -> String.format(Locale.ROOT, "%,d", drift.example()))
                .collect(Collectors.joining("; "));
        return String.format(
                Locale.ROOT,
                "%,d (at %s %s%s)",
                drifts.size(),
                drifts.size() == 1 ? "example" : "examples",
                examples,
                drifts.size() > MOST_DRIFTS ? "; …" : "");
    }

    private void curves(List<String> lines) {
        if (history.passes().size() < 2) {
            return;
        }
        lines.add("");
        lines.add("Loss by pass (logarithmic scale)");
        lines.add(curve("training", history.trainingLosses()));
        if (!history.validationLosses().isEmpty()) {
            lines.add(curve("validation", history.validationLosses()));
        }
    }

    private static String curve(String name, List<Double> losses) {
        return String.format(
                Locale.ROOT,
                "  %-10s %s  %.4f → %.4f",
                name,
                Curve.draw(losses, CURVE_WIDTH),
                losses.get(0),
                losses.get(losses.size() - 1));
    }

    private String ledger(Ledger ledger) {
        return String.format(
                Locale.ROOT,
                "%nLedger: %,d read = %,d trained + %,d validated + %,d tested + %,d dead-lettered%s%s, in %.1f s",
                ledger.read(),
                ledger.trained(),
                ledger.validated(),
                ledger.tested(),
                ledger.deadLettered(),
                ledger.untrained() == 0 ? "" : String.format(Locale.ROOT, " + %,d untrained", ledger.untrained()),
                ledger.lost() == 0 ? "" : String.format(Locale.ROOT, "; %,d lost", ledger.lost()),
                time.toNanos() / 1e9);
    }
}
