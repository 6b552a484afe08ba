package org.millrace.operators.state;

import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.Features;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;

/** Serializes {@link TrainElement}s; the features of a mini-batch cross as one block, bytes as bytes. */
public final class TrainElementSerializer extends StateSerializer<TrainElement> {

    public static final TrainElementSerializer INSTANCE = new TrainElementSerializer();

    private static final long serialVersionUID = 1L;

    /** Tags of the forms in which elements have been written; a new form gets a new tag. */
    private static final int BATCH_OF_FLOATS = 1;

    private static final int END_OF_PASS_WITHOUT_LOSSES = 2;
    private static final int BATCH_WITHOUT_LOSSES = 3;
    private static final int WEIGHTED_BATCH = 4;
    private static final int END_OF_PASS = 6;
    private static final int BATCH = 7;
    private static final int BATCH_WITH_CLASSES = 8;

    @Override
    public String name() {
        return "train-element";
    }

    @Override
    public void serialize(TrainElement element, DataOutputView out) throws IOException {
        if (element instanceof ExampleBatch batch) {
            boolean weighted = batch.examples().weights().length > 0;
            if (!batch.classes().isEmpty()) {
                out.writeByte(BATCH_WITH_CLASSES);
                Wire.writeTexts(batch.classes(), out);
            }
            out.writeByte(weighted ? WEIGHTED_BATCH : BATCH);
            writeBatch(batch, out);
        } else if (element instanceof EndOfPass end) {
            out.writeByte(END_OF_PASS);
            Wire.writeEndOfPass(end, out);
        }
    }

    @Override
    public TrainElement copy(TrainElement from) {
        return from.copy();
    }

    /** Reads a part of a batch in one of its forms. */
    private interface PartReader<T> {
        T read(DataInputView in) throws IOException;
    }

    @Override
    public TrainElement deserialize(DataInputView in) throws IOException {
        int tag = in.readByte();
        return switch (tag) {
            case BATCH_WITH_CLASSES -> {
                List<String> classes = Wire.readTexts(in);
                ExampleBatch batch = (ExampleBatch) deserialize(in);
                yield batch.labelled(classes, batch.examples().labels());
            }
            case BATCH_OF_FLOATS -> readBatch(in, TrainElementSerializer::readFloats, Wire::readTallyV1);
            case BATCH_WITHOUT_LOSSES -> readBatch(in, Wire::readUnweighted, Wire::readTallyV1);
            case BATCH -> readBatch(in, Wire::readUnweighted, Wire::readTally);
            case WEIGHTED_BATCH -> readBatch(in, TrainElementSerializer::readWeighted, Wire::readTally);
            case END_OF_PASS_WITHOUT_LOSSES -> Wire.readEndOfPassV1(in);
            case END_OF_PASS -> Wire.readEndOfPass(in);
            default ->
                throw new IOException("a batch of form " + tag + " is unknown to this Millrace: restore it with the"
                        + " version that wrote it or a newer one");
        };
    }

    private static void writeBatch(ExampleBatch batch, DataOutputView out) throws IOException {
        out.writeByte(batch.split().code());
        Wire.writeReading(batch.reading(), out);
        Wire.writePlace(batch.first(), out);
        out.writeLong(batch.lastOffset());
        out.writeLong(batch.timestamp());
        out.writeLong(batch.time());
        writeExamples(batch.examples(), out);
        Wire.writeTally(batch.tally(), out);
    }

    private static ExampleBatch readBatch(DataInputView in, PartReader<MiniBatch> examples, PartReader<ReadTally> tally)
            throws IOException {
        return new ExampleBatch(
                Split.ofCode(in.readByte()),
                Wire.readReading(in),
                Wire.readPlace(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                examples.read(in),
                tally.read(in));
    }

    private static void writeExamples(MiniBatch examples, DataOutputView out) throws IOException {
        Wire.writeUnweighted(examples, out);
        Wire.writeFloats(examples.weights(), examples.weights().length, out);
    }

    private static MiniBatch readWeighted(DataInputView in) throws IOException {
        MiniBatch examples = Wire.readUnweighted(in);
        return examples.weighing(Wire.readFloats(examples.rows(), in));
    }

    private static MiniBatch readFloats(DataInputView in) throws IOException {
        int rows = in.readInt();
        int columns = in.readInt();
        return Wire.readUnweighted(rows, columns, Features.of(Wire.readFloats(rows * columns, in)), in);
    }
}
