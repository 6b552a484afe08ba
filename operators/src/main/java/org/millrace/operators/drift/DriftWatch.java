package org.millrace.operators.drift;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.millrace.model.drift.DriftDetector;
import org.millrace.model.drift.DriftLevel;
import org.millrace.model.evaluation.Prediction;
import org.millrace.model.evaluation.PredictionSink;
import org.millrace.model.format.Versions;
import org.millrace.model.loss.Task;
import org.millrace.operators.policy.DriftAnswer;
import org.millrace.operators.policy.DriftPolicy;
import org.millrace.operators.record.EvaluationRecord.Drift;
import org.millrace.operators.record.ExampleBatch;

/**
 * Looks for drift in the training of one model: in the errors of its prequential predictions, and in the features if it is
 * asked to. What it found in a batch is told after the step, with {@link #drifts}; the answer is given between two steps.
 *
 * <p>A detector that has raised an alarm begins anew, so that a drift is told once.
 */
public final class DriftWatch implements PredictionSink {

    private static final int VERSION = 1;

    private Optional<DriftDetector> errors = Optional.empty();
    private FeatureWatch features = FeatureWatch.NONE;
    private ExampleError error = new ExampleError();
    private boolean warned;
    private long warnings;
    private long errorDrifts;
    private long featureDrifts;
    private long sinceDrift;
    private int raisedSteps;
    private final long[] answers = new long[DriftAnswer.values().length];
    /** The rows of the batch at hand that gave a drift away, and how many rows there were. */
    private final List<Integer> rows = new ArrayList<>();

    private int row;

    /** A watch that has seen nothing, and looks for nothing until {@link #follow} says what to look for. */
    public DriftWatch() {}

    /** Looks by a policy from now on; a detector whose settings stay the same goes on. */
    public void follow(DriftPolicy policy) {
        Optional<DriftDetector> wanted = policy.forErrors();
        if (!(wanted.isPresent() && errors.isPresent() && wanted.get().isLike(errors.get()))) {
            errors = wanted;
            warned = false;
        }
        features = features.following(policy.forFeature());
        if (policy.answer() != DriftAnswer.RAISE_RATE) {
            raisedSteps = 0;
        }
    }

    /** A new learner takes the place of the one so far: what was seen of its errors is forgotten, and the counts go on. */
    public void beginLearner() {
        errors = errors.map(DriftDetector::fresh);
        error = new ExampleError();
        warned = false;
        raisedSteps = 0;
    }

    /** Before the predictions of a batch come. */
    public void begin() {
        rows.clear();
        row = 0;
    }

    @Override
    public void add(Prediction prediction) {
        if (errors.isPresent() && prediction.weight() > 0) {
            take(errors.get().add(error.of(prediction)));
        }
        row++;
    }

    private void take(DriftLevel level) {
        sinceDrift++;
        switch (level) {
            case STABLE -> warned = false;
            case WARNING -> {
                warnings += warned ? 0 : 1;
                warned = true;
            }
            case DRIFT -> {
                warned = false;
                sinceDrift = 0;
                errors = errors.map(DriftDetector::fresh);
                rows.add(row);
            }
        }
    }

    @Override
    public void requireTask(Task task, int outputs) {
        requireNonNull(task, "task");
    }

    /**
     * Ends a step: the drifts that its batch gave away, in order.
     *
     * @param answer what is to be done about those of the errors
     */
    public List<Drift> drifts(ExampleBatch batch, DriftAnswer answer) {
        List<Drift> found = new ArrayList<>();
        for (int drifted : rows) {
            errorDrifts++;
            found.add(new Drift(
                    errorDrifts + featureDrifts,
                    offset(batch, drifted),
                    errors.orElseThrow().kind(),
                    Optional.empty(),
                    Optional.of(answer.word())));
        }
        for (int column : features.look(batch.examples())) {
            featureDrifts++;
            found.add(new Drift(
                    errorDrifts + featureDrifts,
                    batch.first().offset(),
                    features.kind(),
                    Optional.of(column),
                    Optional.empty()));
        }
        rows.clear();
        raisedSteps = Math.max(0, raisedSteps - 1);
        return found;
    }

    /** The offset of a row: exact but for the records within the batch that are of other splits, or are no examples. */
    private static long offset(ExampleBatch batch, int row) {
        int rows = batch.examples().rows();
        long first = batch.first().offset();
        return rows == 1 ? first : first + (batch.lastOffset() - first) * row / (rows - 1);
    }

    /** Counts an answer; where it is a raised learning rate, it is raised for so many steps from now on. */
    public void answered(DriftPolicy policy) {
        answers[policy.answer().code()]++;
        if (policy.answer() == DriftAnswer.RAISE_RATE) {
            raisedSteps = policy.rateSteps();
        }
    }

    /** What the learning rate of the next step is multiplied by. */
    public double rateFactor(DriftPolicy policy) {
        return raisedSteps > 0 ? policy.rateFactor() : 1;
    }

    /** How often a detector has begun to warn. */
    public long warnings() {
        return warnings;
    }

    /** Drifts of the errors. */
    public long errorDrifts() {
        return errorDrifts;
    }

    /** Drifts of features. */
    public long featureDrifts() {
        return featureDrifts;
    }

    /** Examples trained on since the last drift of the errors, or since the beginning. */
    public long sinceDrift() {
        return sinceDrift;
    }

    /** How often this was the answer. */
    public long answers(DriftAnswer answer) {
        return answers[answer.code()];
    }

    /** Whether errors or features are looked at. */
    public boolean looks() {
        return errors.isPresent() || features.looks();
    }

    DriftWatch copy() {
        DriftWatch copy = new DriftWatch();
        copy.errors = errors.map(DriftDetector::copy);
        copy.features = features.copy();
        copy.error = error.copy();
        copy.warned = warned;
        copy.warnings = warnings;
        copy.errorDrifts = errorDrifts;
        copy.featureDrifts = featureDrifts;
        copy.sinceDrift = sinceDrift;
        copy.raisedSteps = raisedSteps;
        System.arraycopy(answers, 0, copy.answers, 0, answers.length);
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeBoolean(errors.isPresent());
        if (errors.isPresent()) {
            errors.get().write(out);
        }
        features.write(out);
        error.write(out);
        out.writeBoolean(warned);
        out.writeLong(warnings);
        out.writeLong(errorDrifts);
        out.writeLong(featureDrifts);
        out.writeLong(sinceDrift);
        out.writeInt(raisedSteps);
        out.writeByte(answers.length);
        for (long count : answers) {
            out.writeLong(count);
        }
    }

    static DriftWatch read(DataInput in) throws IOException {
        Versions.read("a watch for drift", VERSION, in);
        return readV1(in);
    }

    private static DriftWatch readV1(DataInput in) throws IOException {
        DriftWatch watch = new DriftWatch();
        watch.errors = in.readBoolean() ? Optional.of(DriftDetector.read(in)) : Optional.empty();
        watch.features = FeatureWatch.read(in);
        watch.error = ExampleError.read(in);
        watch.warned = in.readBoolean();
        watch.warnings = in.readLong();
        watch.errorDrifts = in.readLong();
        watch.featureDrifts = in.readLong();
        watch.sinceDrift = in.readLong();
        watch.raisedSteps = in.readInt();
        int count = in.readUnsignedByte();
        for (int answer = 0; answer < count; answer++) {
            watch.answers[answer] = in.readLong();
        }
        return watch;
    }
}
