package org.millrace.operators.progress;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.millrace.model.NetworkHealth;
import org.millrace.model.StepReport;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.evaluation.Horizons;
import org.millrace.model.evaluation.Measure;
import org.millrace.model.evaluation.PredictionSink;
import org.millrace.model.format.Versions;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Ledger;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Split;
import org.millrace.operators.schema.ExampleSchema;

/**
 * How far the training of one model has come: the ledger, the passes under way, the last step, the test. It takes in what
 * happens, once, and says what it was.
 */
public final class TrainProgress {

    private static final int VERSION = 3;

    private final TreeMap<Integer, PassScores> passes = new TreeMap<>();
    private ExampleSchema schema;
    private String run;
    private String reset = "";
    private RunTotals totals;
    private Ledger ledger = Ledger.EMPTY;
    private PrequentialScores prequential;
    private Evaluation test;
    private int testedPartitions;
    private boolean trainingOver;
    private double learningRate = Double.NaN;
    private double gradientNorm = Double.NaN;
    private long timestamp = Long.MIN_VALUE;

    /**
     * @param schema of the examples; of others the progress means nothing
     * @param run id of the run that begins
     * @param horizons of prequential scores
     */
    public TrainProgress(ExampleSchema schema, String run, Horizons horizons) {
        this.run = requireNonNull(run, "run");
        this.schema = requireNonNull(schema, "schema");
        totals = new RunTotals(schema.task(), schema.outputs());
        prequential = new PrequentialScores(schema.task(), schema.outputs(), requireNonNull(horizons, "horizons"));
        test = noScores();
    }

    /** An empty evaluation of these examples. */
    public Evaluation noScores() {
        return new Evaluation(schema.task(), schema.outputs());
    }

    /**
     * Gives the labels of a batch their outputs of the network. A class that was not met before gets the next one, of which all
     * scores take account from now on.
     */
    public ExampleBatch meet(ExampleBatch batch) {
        if (batch.classes().isEmpty()) {
            return batch;
        }
        schema = schema.discovering(batch.classes());
        if (schema.outputs() > test.outputs()) {
            growTo(schema.outputs());
        }
        return batch.labelledBy(schema.outputsOf(batch.classes()));
    }

    private void growTo(int classes) {
        passes.replaceAll((number, scores) -> scores.withClasses(classes));
        totals.growTo(classes);
        prequential = prequential.withClasses(classes);
        test = test.withClasses(classes);
    }

    /** What takes in the predictions of a training batch, before the step on it. */
    public PredictionSink predictions(ExampleBatch batch) {
        return prequential.sink().and(pass(batch.pass()).training());
    }

    /** Takes in a step on a training batch, whose {@link #predictions} came before. */
    public TrainEvent trained(ExampleBatch batch, StepReport report, long nanoseconds, Optional<NetworkHealth> health) {
        count(batch);
        learningRate = report.learningRate();
        gradientNorm = report.gradientNorm();
        return new TrainEvent.Step(batch, report, nanoseconds, health);
    }

    /** Takes in a training batch that nothing was trained on; if it was predicted, its {@link #predictions} came before. */
    public TrainEvent passedOver(ExampleBatch batch) {
        ledger = ledger.plus(batch.tally()).plusUntrained(batch.examples().rows());
        timestamp = Math.max(timestamp, batch.timestamp());
        return new TrainEvent.PassedOver(batch);
    }

    /** Takes in the evaluation of a validation window. */
    public TrainEvent validated(ExampleBatch batch, Evaluation window) {
        count(batch);
        pass(batch.pass()).validation().merge(window);
        Evaluation before = prequential.endWindow();
        totals.endWindow(batch.phase(), before, window);
        return new TrainEvent.Window(batch, before, window);
    }

    /** Takes in the evaluation of a batch of test examples. */
    public TrainEvent tested(ExampleBatch batch, Evaluation evaluation) {
        count(batch);
        if (batch.phase() == Phase.LIVE) {
            totals.endTest(evaluation);
        } else {
            test.merge(evaluation);
        }
        return new TrainEvent.TestBatch(batch, evaluation);
    }

    /** Takes in that a partition has come to the end of a pass, or of the test. */
    public TrainEvent ended(EndOfPass end) {
        ledger = ledger.plus(end.tally());
        if (end.phase() == Phase.TEST) {
            testedPartitions++;
            return testedPartitions == end.partitions()
                    ? new TrainEvent.Test(end.pass(), test)
                    : new TrainEvent.PartitionEnded(end);
        }
        PassScores pass = pass(end.pass());
        if (pass.endPartition() < end.partitions()) {
            return new TrainEvent.PartitionEnded(end);
        }
        passes.remove(end.pass());
        totals.endPass(pass.training(), pass.validation());
        trainingOver |= end.lastPass();
        return new TrainEvent.Pass(end.pass(), pass.training(), pass.validation(), end.lastPass());
    }

    /** A new learner takes the place of the one so far, by the request that {@link #reset} names from now on. */
    public void beginLearner(String request, String newRun) {
        reset = request;
        run = newRun;
        totals.beginLearner();
        prequential.beginLearner();
    }

    /** Prequential scores look as far back as the horizons say, from now on. */
    public void look(Horizons horizons) {
        prequential.look(horizons);
    }

    /** Notes a request that there is nothing to do for. */
    public void noteReset(String request) {
        reset = request;
    }

    /** Gives the run an id, unless it has one: states of older versions have none. */
    public void name(String id) {
        if (run.isEmpty()) {
            run = id;
        }
    }

    private void count(ExampleBatch batch) {
        ledger = ledger.plus(batch.tally()).plus(batch.split(), batch.examples().rows());
        timestamp = Math.max(timestamp, batch.timestamp());
        totals.countBatch(batch.split());
    }

    private PassScores pass(int number) {
        return passes.computeIfAbsent(number, unused -> new PassScores(schema.task(), schema.outputs()));
    }

    /** Of the examples; where classes are discovered, with those so far. */
    public ExampleSchema schema() {
        return schema;
    }

    /** The id of the run, which stays with it over restarts and savepoints. */
    public String run() {
        return run;
    }

    /** The latest request for a new learner that was answered. */
    public String reset() {
        return reset;
    }

    public RunTotals totals() {
        return totals;
    }

    PrequentialScores prequential() {
        return prequential;
    }

    /** The prequential figures that are defined, over each horizon that is longer than a step. */
    public Map<Horizon, Map<Measure, Double>> horizons() {
        Map<Horizon, Map<Measure, Double>> figures = new EnumMap<>(Horizon.class);
        figures.put(Horizon.RUN, Measure.all(total(Split.TRAINING)));
        figures.put(Horizon.SLIDING, Measure.all(prequential.sliding()));
        figures.put(Horizon.FADING, Measure.all(prequential.fading()));
        figures.values().removeIf(Map::isEmpty);
        return figures;
    }

    /** The scores of the whole run so far, passes under way included. */
    public Evaluation total(Split split) {
        Evaluation total = totals.complete(split).copy();
        switch (split) {
            case TRAINING -> passes.values().forEach(pass -> total.merge(pass.training()));
            case VALIDATION -> passes.values().forEach(pass -> total.merge(pass.validation()));
            case TEST -> total.merge(test);
        }
        return total;
    }

    /** The confusion matrix of {@link #total}, without all else. */
    public ConfusionMatrix confusions(Split split) {
        ConfusionMatrix confusions = totals.complete(split).confusionMatrix();
        switch (split) {
            case TRAINING ->
                passes.values().forEach(pass -> confusions.merge(pass.training().confusionMatrix()));
            case VALIDATION ->
                passes.values()
                        .forEach(pass -> confusions.merge(pass.validation().confusionMatrix()));
            case TEST -> confusions.merge(test.confusionMatrix());
        }
        return confusions;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** Whether the last pass is complete; never on a live topic. */
    public boolean isTrainingOver() {
        return trainingOver;
    }

    /** Of the last step; NaN before the first. */
    public double learningRate() {
        return learningRate;
    }

    /** Of the last step, before clipping; NaN before the first, and where it was not computed. */
    public double gradientNorm() {
        return gradientNorm;
    }

    /** The latest timestamp among the examples so far, milliseconds since the epoch. */
    public long timestamp() {
        return timestamp;
    }

    TrainProgress copy() {
        TrainProgress copy = new TrainProgress(schema, run, Horizons.DEFAULT);
        copy.reset = reset;
        passes.forEach((number, scores) -> copy.passes.put(number, scores.copy()));
        copy.totals = totals.copy();
        copy.ledger = ledger;
        copy.prequential = prequential.copy();
        copy.test = test.copy();
        copy.testedPartitions = testedPartitions;
        copy.trainingOver = trainingOver;
        copy.learningRate = learningRate;
        copy.gradientNorm = gradientNorm;
        copy.timestamp = timestamp;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        schema.write(out);
        out.writeUTF(reset);
        out.writeInt(passes.size());
        for (var pass : passes.entrySet()) {
            out.writeInt(pass.getKey());
            pass.getValue().write(out);
        }
        totals.write(out);
        ledger.write(out);
        prequential.write(out);
        test.write(out);
        out.writeInt(testedPartitions);
        out.writeBoolean(trainingOver);
        out.writeDouble(learningRate);
        out.writeDouble(gradientNorm);
        out.writeLong(timestamp);
        out.writeUTF(run);
    }

    static TrainProgress read(DataInput in) throws IOException {
        return switch (Versions.read("the progress of a training", VERSION, in)) {
            case 1 -> readV1(in);
            case 2 -> readV2(in);
            default -> readV3(in);
        };
    }

    private static TrainProgress readV3(DataInput in) throws IOException {
        TrainProgress progress = read(in, PrequentialScores::read);
        progress.run = in.readUTF();
        return progress;
    }

    /** With neither a sliding window nor fading scores. */
    private static TrainProgress readV2(DataInput in) throws IOException {
        TrainProgress progress = readV1(in);
        progress.run = in.readUTF();
        return progress;
    }

    /** Without an id of the run, too. */
    private static TrainProgress readV1(DataInput in) throws IOException {
        return read(in, PrequentialScores::readSinceWindow);
    }

    private interface PrequentialReader {
        PrequentialScores read(DataInput in) throws IOException;
    }

    private static TrainProgress read(DataInput in, PrequentialReader prequential) throws IOException {
        TrainProgress progress = new TrainProgress(ExampleSchema.read(in), "", Horizons.DEFAULT);
        progress.reset = in.readUTF();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            int number = in.readInt();
            progress.passes.put(number, PassScores.read(in));
        }
        progress.totals = RunTotals.read(in);
        progress.ledger = Ledger.read(in);
        progress.prequential = prequential.read(in);
        progress.test = Evaluation.read(in);
        progress.testedPartitions = in.readInt();
        progress.trainingOver = in.readBoolean();
        progress.learningRate = in.readDouble();
        progress.gradientNorm = in.readDouble();
        progress.timestamp = in.readLong();
        return progress;
    }
}
