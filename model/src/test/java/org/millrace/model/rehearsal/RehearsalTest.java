package org.millrace.model.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.model.input.Column;
import org.millrace.model.input.Inputs;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.Features;

class RehearsalTest {

    private static final Inputs TWO = Inputs.numbers(2);

    /** Examples whose features and labels tell their numbers. */
    private static MiniBatch batch(int from, int rows) {
        float[] features = new float[2 * rows];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            features[2 * row] = from + row;
            features[2 * row + 1] = -from - row;
            labels[row] = from + row;
        }
        return new MiniBatch(rows, 2, features, labels);
    }

    private static RehearsalBuffer filled(int capacity, int examples) {
        RehearsalBuffer buffer = new RehearsalBuffer(capacity);
        for (int i = 0; i < examples; i += 4) {
            buffer.remember(batch(i, Math.min(4, examples - i)));
        }
        return buffer;
    }

    private static List<Integer> labels(RehearsalBuffer buffer) {
        return buffer.examples().stream().map(example -> example.labels()[0]).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 15, 16, 17, 31, 40, 41, 100})
    void keepsTheLastExamplesOldestFirst(int examples) {
        for (int capacity : new int[] {1, 3, 16, 17, 40}) {
            RehearsalBuffer buffer = filled(capacity, examples);

            assertThat(labels(buffer))
                    .isEqualTo(IntStream.range(Math.max(0, examples - capacity), examples)
                            .boxed()
                            .toList());
            assertThat(buffer.size()).isEqualTo(Math.min(capacity, examples));
        }
    }

    @Test
    void keepsExamplesWhoseArraysAreWrittenAnew() {
        MiniBatch batch = batch(3, 2);
        RehearsalBuffer buffer = new RehearsalBuffer(5);
        buffer.remember(batch);

        Arrays.fill(batch.labels(), 0);
        Arrays.fill(batch.features().toFloats(), 0);

        assertThat(labels(buffer)).containsExactly(3, 4);
        assertThat(buffer.examples().get(1).features().toFloats()).containsExactly(4, -4);
    }

    @Test
    void keepsNothingWithoutRoom() {
        RehearsalBuffer buffer = filled(0, 9);

        assertThat(buffer.examples()).isEmpty();
        assertThat(new Rehearsal(3, TWO, 1).join(batch(0, 2), buffer, 0).rows()).isEqualTo(2);
    }

    @Test
    void putsTheDrawnExamplesBehindTheBatch() {
        MiniBatch batch = batch(100, 3);
        RehearsalBuffer buffer = filled(10, 30);

        MiniBatch joined = new Rehearsal(4, TWO, 7).join(batch, buffer, 12);

        assertThat(joined.rows()).isEqualTo(7);
        assertThat(Arrays.copyOf(joined.labels(), 3)).containsExactly(100, 101, 102);
        for (int row = 0; row < 7; row++) {
            int label = joined.labels()[row];
            assertThat(joined.features().toFloats()[2 * row]).isEqualTo(label);
            assertThat(joined.features().toFloats()[2 * row + 1]).isEqualTo(-label);
            assertThat(row < 3 || (label >= 20 && label < 30)).isTrue();
        }
        assertThat(joined.weights()).isEmpty();
        assertThat(buffer.rehearsed()).isEqualTo(4);
    }

    @Test
    void drawsBySeedAndStepAlone() {
        RehearsalBuffer buffer = filled(1000, 1000);
        List<int[]> drawn = new ArrayList<>();
        for (long[] seedAndStep : new long[][] {{7, 12}, {7, 12}, {7, 13}, {8, 12}}) {
            drawn.add(new Rehearsal(8, TWO, seedAndStep[0])
                    .join(batch(2000, 1), buffer, seedAndStep[1])
                    .labels());
        }

        assertThat(drawn.get(1)).isEqualTo(drawn.get(0));
        assertThat(drawn.get(2)).isNotEqualTo(drawn.get(0));
        assertThat(drawn.get(3)).isNotEqualTo(drawn.get(0));
    }

    @Test
    void drawsEveryExampleAsOften() {
        int[] drawn = new int[10];
        RehearsalBuffer buffer = filled(10, 10);
        Rehearsal rehearsal = new Rehearsal(5, TWO, 3);
        for (int step = 0; step < 20_000; step++) {
            int[] labels = rehearsal.join(batch(50, 1), buffer, step).labels();
            for (int i = 1; i < labels.length; i++) {
                drawn[labels[i]]++;
            }
        }

        // Five deviations of a binomial of 100,000 draws at one in ten.
        for (int count : drawn) {
            assertThat((double) count).isCloseTo(10_000, within(5 * Math.sqrt(9_000)));
        }
    }

    @Test
    void joinsTargetsAndWeights() {
        RehearsalBuffer buffer = new RehearsalBuffer(1);
        buffer.remember(MiniBatch.ofTargets(1, 2, new float[] {5, 6}, new float[] {7, 8})
                .weighing(0.5f));

        MiniBatch joined = new Rehearsal(2, TWO, 1)
                .join(MiniBatch.ofTargets(1, 2, new float[] {1, 2}, new float[] {3, 4}), buffer, 0);

        assertThat(joined.targets()).containsExactly(3, 4, 7, 8, 7, 8);
        assertThat(joined.weights()).containsExactly(1, 0.5f, 0.5f);
        assertThat(joined.features().toFloats()).containsExactly(1, 2, 5, 6, 5, 6);
        assertThat(joined.labels()).isEmpty();
    }

    @Test
    void joinsFormsOfFeaturesThatDiffer() {
        RehearsalBuffer buffer = new RehearsalBuffer(1);
        MiniBatch bytes =
                new MiniBatch(1, 2, new Features.Bytes(new byte[] {4, (byte) 255}, 0.5f), new int[] {1}, new float[0]);
        buffer.remember(bytes);
        Rehearsal rehearsal = new Rehearsal(1, TWO, 1);

        assertThat(rehearsal.join(bytes, buffer, 0).features()).isInstanceOf(Features.Bytes.class);
        double[] mixed = new double[4];
        rehearsal.join(batch(9, 1), buffer, 0).features().copyTo(mixed, 0, 4);
        assertThat(mixed).containsExactly(9, -9, 2, 127.5);
    }

    @Test
    void textsKeepTheirMeaning() {
        Inputs inputs = new Inputs(List.of(new Column.Vocabulary(3), new Column.Numeric(true)));
        RehearsalBuffer buffer = new RehearsalBuffer(2);
        buffer.remember(texts(List.of("fr", "de"), 1, 10, Double.NaN, 0.25));
        Rehearsal rehearsal = new Rehearsal(20, inputs, 5);

        Features.Doubles joined = (Features.Doubles) rehearsal
                .join(texts(List.of("it", "fr"), 0, 1, 1, 2), buffer, 0)
                .features();

        assertThat(joined.texts()).startsWith("it", "fr").contains("de").hasSize(3);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < 22; row++) {
            double place = joined.values()[2 * row];
            rows.add((Double.isNaN(place) ? "none" : joined.texts().get((int) place)) + joined.values()[2 * row + 1]);
        }
        assertThat(rows.subList(0, 2)).containsExactly("it1.0", "fr2.0");
        assertThat(rows.subList(2, 22)).containsOnly("de10.0", "none0.25");
    }

    private static MiniBatch texts(List<String> texts, double... values) {
        return new MiniBatch(2, 2, new Features.Doubles(values, texts), new int[2], new float[0]);
    }

    @Test
    void aCopyGoesItsOwnWay() {
        RehearsalBuffer buffer = filled(5, 5);
        RehearsalBuffer copy = buffer.copy();

        buffer.remember(batch(50, 2));

        assertThat(labels(copy)).containsExactly(0, 1, 2, 3, 4);
        copy.remember(batch(70, 1));
        assertThat(labels(buffer)).containsExactly(2, 3, 4, 50, 51);
    }

    @Test
    void refusesABufferThatIsNone() {
        assertThatThrownBy(() -> new RehearsalSettings(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("buffer");
        assertThatThrownBy(() -> new RehearsalBuffer(1_000_001)).isInstanceOf(IllegalArgumentException.class);
    }
}
