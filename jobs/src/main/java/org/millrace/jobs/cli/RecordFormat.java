package org.millrace.jobs.cli;

import org.millrace.jobs.data.Dataset;
import org.millrace.operators.format.BinaryExampleFormat;
import org.millrace.operators.format.ExampleFormat;
import org.millrace.operators.format.JsonExampleFormat;

/** The formats that examples are written in, by the names that a user gives. */
enum RecordFormat {
    JSON,
    BINARY;

    /** The data set's own way to write this format, if it has one. */
    ExampleFormat of(Dataset dataset) {
        ExampleFormat own = dataset.format();
        ExampleFormat format = format();
        return own.contentType().equals(format.contentType()) ? own : format;
    }

    private ExampleFormat format() {
        return switch (this) {
            case JSON -> new JsonExampleFormat();
            case BINARY -> BinaryExampleFormat.float32();
        };
    }
}
