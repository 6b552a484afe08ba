package org.millrace.operators.schema;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What stands in for a value that is missing: absent, null, or a text that says so, such as {@code NA}.
 *
 * @param constant as text, for {@link Rule#CONSTANT}; else empty
 * @param indicated whether a column of its own says, with a 1, that the value was missing
 */
public record Missing(Rule rule, String constant, boolean indicated) implements Serializable {

    /** The record becomes a dead letter. */
    public static final Missing REJECTED = new Missing(Rule.REJECT, "", false);

    /** The ways to deal with it. */
    public enum Rule {
        /** The record becomes a dead letter. */
        REJECT,
        /** A value that is given. */
        CONSTANT,
        /** The mean of the training examples so far. */
        MEAN,
        /** The value of the example before it in the partition; before the first, as {@link #MEAN}. */
        PREVIOUS
    }

    public Missing {
        requireNonNull(rule, "rule");
        requireNonNull(constant, "constant");
    }
}
