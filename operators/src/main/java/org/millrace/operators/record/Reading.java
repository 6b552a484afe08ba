package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

/**
 * The reading of the topic that brings a record, and how far it has come there.
 *
 * @param pass number of the pass, from 1
 * @param completedPasses completed passes over the examples, as a fraction: 2.25 is a quarter into the third; 0 on a live topic
 */
public record Reading(Phase phase, int pass, double completedPasses) {

    /** A topic is followed live in a single pass that has no end. */
    public static final Reading LIVE = new Reading(Phase.LIVE, 1, 0);

    public Reading {
        requireNonNull(phase, "phase");
        if (pass < 1) {
            throw new IllegalArgumentException("pass must be at least 1: " + pass);
        }
        if (!(completedPasses >= 0)) {
            throw new IllegalArgumentException("completed passes must be at least 0: " + completedPasses);
        }
    }
}
