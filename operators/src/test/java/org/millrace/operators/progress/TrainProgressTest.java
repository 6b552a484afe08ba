package org.millrace.operators.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.evaluation.Horizons;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.Ledger;
import org.millrace.operators.record.Split;
import org.millrace.operators.schema.ExampleSchema;

class TrainProgressTest {

    private static final ExampleSchema SCHEMA = new ExampleSchema(2, List.of("a", "b"));

    /** As versions 1 and 2 were written: with the prequential scores since the last window, and nothing that slides or fades. */
    private static byte[] earlier(int version) throws IOException {
        Evaluation sinceWindow = new Evaluation(2);
        sinceWindow.add(1, 0, 0.75);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(version);
        SCHEMA.write(out);
        out.writeUTF("reset");
        out.writeInt(1);
        out.writeInt(3);
        new PassScores(Task.CLASSIFICATION, 2).write(out);
        new RunTotals(Task.CLASSIFICATION, 2).write(out);
        Ledger.EMPTY.write(out);
        sinceWindow.write(out);
        new Evaluation(2).write(out);
        out.writeInt(1);
        out.writeBoolean(true);
        out.writeDouble(0.5);
        out.writeDouble(0.25);
        out.writeLong(77);
        if (version == 2) {
            out.writeUTF("r7");
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void readsWhatEarlierVersionsWrote(int version) throws IOException {
        TrainProgress progress = TrainProgress.read(new DataInputStream(new ByteArrayInputStream(earlier(version))));

        assertThat(progress.run()).isEqualTo(version == 2 ? "r7" : "");
        assertThat(progress.reset()).isEqualTo("reset");
        assertThat(progress.timestamp()).isEqualTo(77);
        assertThat(progress.isTrainingOver()).isTrue();
        assertThat(progress.prequential().sliding().examples()).isZero();
        assertThat(progress.prequential().sliding().capacity()).isEqualTo(Horizons.DEFAULT.window());
        assertThat(progress.prequential().endWindow().loss()).isEqualTo(0.75);
        assertThat(progress.confusions(Split.TRAINING).total()).isZero();
    }
}
