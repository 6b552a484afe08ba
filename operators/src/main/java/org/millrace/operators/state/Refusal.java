package org.millrace.operators.state;

import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.millrace.operators.schema.ExampleSchema;

/** Ends a job that was restored from a state that is not meant for it, without trying again. */
public final class Refusal {

    private Refusal() {}

    public static SuppressRestartsException of(String message) {
        return new SuppressRestartsException(new IllegalStateException(message));
    }

    public static SuppressRestartsException ofExamples(ExampleSchema savepoint, ExampleSchema configured) {
        return of(
                "the savepoint was made with " + savepoint.inWords() + ", the configuration has " + configured.inWords()
                        + "; go back to the configuration it was made with, or start a new job without it");
    }
}
