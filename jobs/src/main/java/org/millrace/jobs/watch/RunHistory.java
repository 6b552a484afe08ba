package org.millrace.jobs.watch;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.millrace.model.evaluation.Overfitting;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Best;
import org.millrace.operators.record.EvaluationRecord.Drift;
import org.millrace.operators.record.Scores;

/**
 * The evaluations of a run so far.
 *
 * @param passes the records of the passes that have ended, in order
 * @param test the record of the test, once it has come
 * @param drifts the drifts that were found, in order
 */
public record RunHistory(List<EvaluationRecord> passes, Optional<EvaluationRecord> test, List<Drift> drifts) {

    public static final RunHistory EMPTY = new RunHistory(List.of(), Optional.empty(), List.of());

    public RunHistory {
        passes = List.copyOf(requireNonNull(passes, "passes"));
        requireNonNull(test, "test");
        drifts = List.copyOf(requireNonNull(drifts, "drifts"));
    }

    /** This history and one more record; a record that comes again after a restart takes the place of the first. */
    public RunHistory plus(EvaluationRecord record) {
        return switch (record.kind()) {
            case TEST -> new RunHistory(passes, Optional.of(record), drifts);
            case DRIFT -> new RunHistory(passes, test, with(record.drift().orElseThrow()));
            case WINDOW -> this;
            case PASS ->
                new RunHistory(
                        Stream.concat(passes.stream().filter(pass -> pass.pass() != record.pass()), Stream.of(record))
                                .sorted(Comparator.comparingInt(EvaluationRecord::pass))
                                .toList(),
                        test,
                        drifts);
        };
    }

    private List<Drift> with(Drift drift) {
        return Stream.concat(drifts.stream().filter(other -> other.number() != drift.number()), Stream.of(drift))
                .sorted(Comparator.comparingLong(Drift::number))
                .toList();
    }

    /** Whether the pass of this number has ended. */
    public boolean hasPass(int number) {
        return passes.stream().anyMatch(pass -> pass.pass() == number);
    }

    /** The record that stands for the end of the run: it has the whole ledger and the network's digest. */
    public Optional<EvaluationRecord> last() {
        return test.or(() -> passes.isEmpty() ? Optional.empty() : Optional.of(passes.get(passes.size() - 1)));
    }

    /** Names of the classes by the end of the run, where they were discovered. */
    public Optional<List<String>> classes() {
        return last().flatMap(record -> record.learner().classes());
    }

    /** Whether the network is overfitting; nothing is known of it where nothing is held out. */
    public Overfitting overfitting() {
        Overfitting judgement = Overfitting.UNKNOWN;
        for (EvaluationRecord pass : trainedPasses()) {
            double training = pass.training().map(Scores::loss).orElse(Double.NaN);
            double validation = pass.heldOut().map(Scores::loss).orElse(Double.NaN);
            judgement = judgement.afterPass(pass.pass(), training, validation);
        }
        return judgement;
    }

    /** Training loss of each pass; every batch was predicted before the network was trained on it. */
    public List<Double> trainingLosses() {
        return passes.stream()
                .flatMap(pass -> pass.training().stream())
                .map(Scores::loss)
                .toList();
    }

    /** The passes that brought anything to be trained on, or predicted: not those after early stopping. */
    private List<EvaluationRecord> trainedPasses() {
        return passes.stream()
                .filter(pass -> pass.training().isPresent() || !hasStopped(pass))
                .toList();
    }

    /** Whether early stopping has ended the training by the time of a record. */
    public static boolean hasStopped(EvaluationRecord record) {
        return record.learner().best().filter(Best::stopped).isPresent();
    }

    /** The record of the pass or window with which early stopping ended the training. */
    public Optional<EvaluationRecord> stop() {
        return passes.stream().filter(RunHistory::hasStopped).findFirst();
    }

    /** Validation loss of each pass that was trained; empty where nothing is held out. */
    public List<Double> validationLosses() {
        return trainedPasses().stream()
                .flatMap(pass -> pass.heldOut().stream())
                .map(Scores::loss)
                .toList();
    }
}
