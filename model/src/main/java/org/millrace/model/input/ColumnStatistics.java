package org.millrace.model.input;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.millrace.model.format.Versions;
import org.millrace.model.scaling.FeatureScaler;
import org.millrace.model.scaling.Scaling;

/**
 * What training has learned of the columns of a row: the mean of each number, by which one that is missing is replaced, and the
 * vocabulary of each column of texts.
 */
final class ColumnStatistics {

    private static final int VERSION = 1;

    /** Of all numbers, in the order of their columns. Its means do not follow a single outlier. */
    private final FeatureScaler numbers;

    private final Vocabulary[] vocabularies;

    ColumnStatistics(Inputs inputs) {
        List<Column> row = inputs.row();
        numbers = Scaling.STANDARDIZE.scaler(
                (int) row.stream().filter(Column.Numeric.class::isInstance).count());
        vocabularies = row.stream()
                .filter(Column.Vocabulary.class::isInstance)
                .map(column -> new Vocabulary(((Column.Vocabulary) column).limit()))
                .toArray(Vocabulary[]::new);
    }

    FeatureScaler numbers() {
        return numbers;
    }

    /** @param place of the column among those of texts */
    Vocabulary vocabulary(int place) {
        return vocabularies[place];
    }

    int[] sizes() {
        return Arrays.stream(vocabularies).mapToInt(Vocabulary::size).toArray();
    }

    void copyFrom(ColumnStatistics other) {
        numbers.copyFrom(other.numbers);
        for (int i = 0; i < vocabularies.length; i++) {
            vocabularies[i].shrink(0);
            other.vocabularies[i].texts().forEach(vocabularies[i]::learn);
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        numbers.write(out);
        for (Vocabulary vocabulary : vocabularies) {
            vocabulary.write(out);
        }
    }

    void readFrom(DataInput in) throws IOException {
        Versions.read("the statistics of columns", VERSION, in);
        numbers.readFrom(in);
        for (Vocabulary vocabulary : vocabularies) {
            vocabulary.readFrom(in);
        }
    }
}
