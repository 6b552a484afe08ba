package org.millrace.operators.progress;

import org.millrace.model.format.Coded;

/** How far back a figure looks. The codes are published and never change. */
public enum Horizon implements Coded {
    /** All examples of the run so far. */
    RUN("run"),
    /** The last training examples, as many as {@code evaluation.window}. */
    SLIDING("sliding"),
    /** All training examples, each counting {@code evaluation.fading} times the one after it. */
    FADING("fading"),
    /** The last validation window, or a live topic's last test. */
    WINDOW("window"),
    /** The last complete pass. */
    PASS("pass");

    private final String code;

    Horizon(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
