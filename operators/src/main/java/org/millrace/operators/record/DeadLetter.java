package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

/** A record that could not be read as an example, and why. */
public record DeadLetter(RawRecord record, Reason reason, String message) {

    public DeadLetter {
        requireNonNull(record, "record");
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
    }

    /** The kinds of damage. */
    public enum Reason {
        EMPTY_VALUE,
        UNKNOWN_CONTENT_TYPE,
        UNKNOWN_VERSION,
        MALFORMED,
        MISSING_FIELD,
        WRONG_FEATURE_COUNT,
        NOT_A_FINITE_NUMBER,
        UNKNOWN_LABEL,
        TOO_MANY_CLASSES,
        WRONG_LABEL_COUNT,
        BAD_WEIGHT,
        UNKNOWN_SCHEMA,
        TOO_LARGE,
        TOO_DEEPLY_NESTED,
        TEXT_TOO_LONG,
        ARRAY_TOO_LONG
    }
}
