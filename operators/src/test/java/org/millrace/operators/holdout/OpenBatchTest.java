package org.millrace.operators.holdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.Features;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Reading;
import org.millrace.operators.record.Split;
import org.millrace.operators.state.Wire;

/** Every version in which an open batch was ever written is read. */
class OpenBatchTest {

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private void begin(int version) throws IOException {
        out.writeByte(version);
        out.writeInt(ROWS);
        out.writeInt(COLUMNS);
        out.writeInt(1);
    }

    private void end() throws IOException {
        out.writeInt(0);
        out.writeInt(1);
        Wire.writeReading(Reading.LIVE, out);
        Wire.writePlace(new Place("examples", 3, 70), out);
        out.writeLong(72);
        out.writeLong(1_000);
        out.writeLong(900);
    }

    private OpenBatch read() throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        OpenBatch batch = OpenBatch.read(Split.TRAINING, in);
        assertThat(in.available()).isZero();
        return batch;
    }

    private void assertBatch(float... weights) throws IOException {
        OpenBatch batch = read();
        assertThat(batch.isOlderThan(100, 1_000)).isTrue();
        assertThat(batch.isOlderThan(101, 1_000)).isFalse();
        ExampleBatch taken = batch.take(2_000, ReadTally.NONE);
        MiniBatch examples = taken.examples();
        assertThat(examples.rows()).isEqualTo(ROWS);
        assertThat(examples.features().toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(examples.targets()).containsExactly(7, 8);
        assertThat(examples.weights()).containsExactly(weights);
        assertThat(taken.first()).isEqualTo(new Place("examples", 3, 70));
        assertThat(taken.lastOffset()).isEqualTo(72);
        assertThat(taken.timestamp()).isEqualTo(1_000);
    }

    @Test
    void readsVersion1WithFloatsAndWithoutWeights() throws Exception {
        begin(1);
        Wire.writeFloats(new float[] {1, 2, 3, 4, 5, 6}, ROWS * COLUMNS, out);
        Wire.writeFloats(new float[] {7, 8}, ROWS, out);
        end();

        assertBatch();
    }

    @Test
    void readsVersion2WithFeaturesOfEachFormAndWithoutWeights() throws Exception {
        begin(2);
        Wire.writeFeatures(new Features.Bytes(new byte[] {1, 2, 3, 4, 5, 6}, 1), out);
        Wire.writeFloats(new float[] {7, 8}, ROWS, out);
        end();

        assertBatch();
    }

    @Test
    void readsVersion3WithWeights() throws Exception {
        begin(3);
        Wire.writeFeatures(new Features.Doubles(new double[] {1, 2, 3, 4, 5, 6}), out);
        Wire.writeFloats(new float[] {7, 8}, ROWS, out);
        out.writeBoolean(true);
        Wire.writeFloats(new float[] {0.5f, 2}, ROWS, out);
        end();

        assertBatch(0.5f, 2);
    }

    @Test
    void refusesVersionsOfLaterMillraces() throws Exception {
        begin(4);

        assertThatThrownBy(this::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("an open batch of version 4");
    }
}
