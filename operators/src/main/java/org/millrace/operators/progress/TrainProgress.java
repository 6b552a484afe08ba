package org.millrace.operators.progress;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.TreeMap;
import org.millrace.model.StepReport;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Ledger;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Split;
import org.millrace.operators.state.Wire;
import org.millrace.operators.train.Train;

/** What {@link Train} counts and scores for one model: the ledger, the passes under way, the last step, the test. */
public final class TrainProgress {

    private static final int VERSION = 3;
    /** The version before there was a best accuracy. */
    private static final int OLDEST_VERSION = 2;

    private final Task task;
    private final int outputs;
    private final String examples;
    private final TreeMap<Integer, PassScores> passes = new TreeMap<>();
    private String reset = "";
    private RunTally tally;
    private Ledger ledger = Ledger.EMPTY;
    private Evaluation sinceWindow;
    private Evaluation test;
    private int testedPartitions;
    private boolean trainingOver;
    private double learningRate = Double.NaN;
    private double gradientNorm = Double.NaN;
    private long timestamp = Long.MIN_VALUE;

    /** @param examples what the examples are, in words */
    public TrainProgress(Task task, int outputs, String examples) {
        this.task = task;
        this.outputs = outputs;
        this.examples = examples;
        this.tally = new RunTally(task, outputs);
        this.sinceWindow = new Evaluation(task, outputs);
        this.test = new Evaluation(task, outputs);
    }

    public String examples() {
        return examples;
    }

    /** The latest wish for a new learner that was heeded. */
    public String reset() {
        return reset;
    }

    public void noteReset(String wish) {
        reset = wish;
    }

    /** The scores of a pass, as far as it has come. */
    public PassScores pass(int number) {
        return passes.computeIfAbsent(number, unused -> new PassScores(task, outputs));
    }

    /** A pass is over: its scores are those of the run from now on. */
    public void forgetPass(int number) {
        PassScores scores = passes.remove(number);
        tally.endPass(scores.training(), scores.validation());
    }

    /** What is counted for the meters alone. */
    public RunTally tally() {
        return tally;
    }

    /** The scores of the whole run so far. */
    public Evaluation total(Split split) {
        Evaluation total = tally.complete(split).copy();
        switch (split) {
            case TRAINING -> passes.values().forEach(pass -> total.merge(pass.training()));
            case VALIDATION -> passes.values().forEach(pass -> total.merge(pass.validation()));
            case TEST -> total.merge(test);
        }
        return total;
    }

    public Ledger ledger() {
        return ledger;
    }

    public void count(ReadTally tally) {
        ledger = ledger.plus(tally);
    }

    public void count(ExampleBatch batch) {
        ledger = ledger.plus(batch.tally()).plus(batch.split(), batch.examples().rows());
        timestamp = Math.max(timestamp, batch.timestamp());
        tally.countBatch(batch.split());
    }

    public void noteStep(StepReport report, Evaluation prequential) {
        learningRate = report.learningRate();
        gradientNorm = report.gradientNorm();
        sinceWindow.merge(prequential);
    }

    /** Hands out the prequential scores since the last call. */
    public Evaluation takeSinceWindow() {
        Evaluation taken = sinceWindow;
        sinceWindow = new Evaluation(task, outputs);
        return taken;
    }

    public Evaluation test() {
        return test;
    }

    /** @return how many partitions have ended the test phase, this one included */
    public int endTestOfPartition() {
        return ++testedPartitions;
    }

    public boolean isTrainingOver() {
        return trainingOver;
    }

    public void endTraining() {
        trainingOver = true;
    }

    public double learningRate() {
        return learningRate;
    }

    public double gradientNorm() {
        return gradientNorm;
    }

    public long timestamp() {
        return timestamp;
    }

    TrainProgress copy() {
        TrainProgress copy = new TrainProgress(task, outputs, examples);
        copy.reset = reset;
        passes.forEach((number, scores) -> copy.passes.put(number, scores.copy()));
        copy.tally = tally.copy();
        copy.ledger = ledger;
        copy.sinceWindow = sinceWindow.copy();
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
        out.writeUTF(task.name());
        out.writeInt(outputs);
        Wire.writeText(examples, out);
        out.writeUTF(reset);
        out.writeInt(passes.size());
        for (var pass : passes.entrySet()) {
            out.writeInt(pass.getKey());
            pass.getValue().write(out);
        }
        tally.write(out);
        out.writeLong(ledger.read());
        out.writeLong(ledger.trained());
        out.writeLong(ledger.validated());
        out.writeLong(ledger.tested());
        out.writeLong(ledger.deadLettered());
        sinceWindow.write(out);
        test.write(out);
        out.writeInt(testedPartitions);
        out.writeBoolean(trainingOver);
        out.writeDouble(learningRate);
        out.writeDouble(gradientNorm);
        out.writeLong(timestamp);
    }

    static TrainProgress read(DataInput in) throws IOException {
        int version = Wire.requireVersion("training state", OLDEST_VERSION, VERSION, in.readByte());
        TrainProgress progress = new TrainProgress(Task.valueOf(in.readUTF()), in.readInt(), Wire.readText(in));
        progress.reset = in.readUTF();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            int number = in.readInt();
            progress.passes.put(number, PassScores.read(in));
        }
        progress.tally = RunTally.read(in, version > OLDEST_VERSION);
        progress.ledger = new Ledger(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
        progress.sinceWindow = Evaluation.read(in);
        progress.test = Evaluation.read(in);
        progress.testedPartitions = in.readInt();
        progress.trainingOver = in.readBoolean();
        progress.learningRate = in.readDouble();
        progress.gradientNorm = in.readDouble();
        progress.timestamp = in.readLong();
        return progress;
    }
}
