package org.millrace.operators.policy;

import java.util.Locale;

/** What is done about a drift of the errors, between two steps. */
public enum DriftAnswer {
    /** It is reported, and training goes on as before. */
    REPORT(0),
    /** The learning rate is raised for a while. */
    RAISE_RATE(1),
    /** The moments of the optimizer become zero. */
    RESET_OPTIMIZER(2),
    /** The output layer is initialised anew, and the moments of the optimizer become zero. */
    RESET_OUTPUT(3);

    private final int code;

    DriftAnswer(int code) {
        this.code = code;
    }

    /** Its place in a savepoint, which never changes. */
    public int code() {
        return code;
    }

    /** As the configuration has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
