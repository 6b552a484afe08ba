package org.millrace.operators.progress;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.format.Versions;
import org.millrace.model.loss.Task;

/** How a pass goes: its training batches, its validation windows, and how many partitions have ended it. */
final class PassScores {

    private static final int VERSION = 1;

    private final Evaluation training;
    private final Evaluation validation;
    private int endedPartitions;

    PassScores(Task task, int outputs) {
        this(new Evaluation(task, outputs), new Evaluation(task, outputs), 0);
    }

    private PassScores(Evaluation training, Evaluation validation, int endedPartitions) {
        this.training = training;
        this.validation = validation;
        this.endedPartitions = endedPartitions;
    }

    Evaluation training() {
        return training;
    }

    Evaluation validation() {
        return validation;
    }

    /** @return how many partitions have ended the pass, this one included */
    int endPartition() {
        return ++endedPartitions;
    }

    /** The same scores among more classes. */
    PassScores withClasses(int classes) {
        return new PassScores(training.withClasses(classes), validation.withClasses(classes), endedPartitions);
    }

    PassScores copy() {
        return new PassScores(training.copy(), validation.copy(), endedPartitions);
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        training.write(out);
        validation.write(out);
        out.writeInt(endedPartitions);
    }

    static PassScores read(DataInput in) throws IOException {
        Versions.read("the scores of a pass", VERSION, in);
        return readV1(in);
    }

    private static PassScores readV1(DataInput in) throws IOException {
        return new PassScores(Evaluation.read(in), Evaluation.read(in), in.readInt());
    }
}
