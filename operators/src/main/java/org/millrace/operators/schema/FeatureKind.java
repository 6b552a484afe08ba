package org.millrace.operators.schema;

import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.millrace.model.input.Column;

/** How the field of a feature becomes columns of a row. Kinds are values: equal ones make the same columns. */
public sealed interface FeatureKind extends Serializable
        permits NumberKind, FlagKind, TimeKind, ListedCategory, SeenCategory, HashedCategory, VectorKind {

    /** A column that the learner scales. */
    Column SCALED = new Column.Numeric(true);

    /** A column that is within [-1, 1] anyway. */
    Column UNSCALED = new Column.Numeric(false);

    /** How many columns a row has for it. */
    int columns();

    /** What the learner makes of each of the columns. */
    List<Column> inputs();

    /** The meaning of each column, such as {@code = de} for the class "de" of a category. */
    List<String> columnNames();

    /** How many numbers of an array it takes; 0 if it takes none. */
    default int arrayLength() {
        return 0;
    }

    /** Whether a number is a name here. */
    default boolean readsText() {
        return false;
    }

    /** Writes the columns of values that are present. */
    ValueEncoder encoder();

    /** Writes the columns of a value that nobody knows: NaN where the learner fills in a mean. */
    void encodeUnknown(ExampleRow into, int at);

    /** Writes the kind, with a code that never changes. */
    void write(DataOutput out) throws IOException;
}
