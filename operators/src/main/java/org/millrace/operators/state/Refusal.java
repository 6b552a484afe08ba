package org.millrace.operators.state;

import org.apache.flink.runtime.execution.SuppressRestartsException;

/** Ends a job that was restored from a state that is not meant for it, without trying again. */
public final class Refusal {

    private Refusal() {}

    public static SuppressRestartsException of(String message) {
        return new SuppressRestartsException(new IllegalStateException(message));
    }

    public static SuppressRestartsException ofExamples(String savepoint, String configured) {
        return of("the savepoint was made with " + savepoint + ", the configuration has " + configured
                + "; go back to the configuration it was made with, or start a new job without it");
    }
}
