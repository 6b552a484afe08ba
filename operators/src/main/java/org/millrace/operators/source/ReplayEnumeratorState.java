package org.millrace.operators.source;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The enumerator's checkpoint.
 *
 * @param training the ranges of the training phase, unread; with {@code test} fixed when the job first starts
 * @param test the ranges of the test phase, unread
 * @param nextPass the pass to hand out next, from 1; more than all passes when only the test is left
 * @param tested whether the test phase has been handed out
 * @param returned what was handed out, but came back after a failure
 */
record ReplayEnumeratorState(
        List<ReplaySplit> training, List<ReplaySplit> test, int nextPass, boolean tested, List<ReplaySplit> returned) {

    static final ReplayEnumeratorState UNRESOLVED =
            new ReplayEnumeratorState(List.of(), List.of(), 1, false, List.of());

    public ReplayEnumeratorState {
        training = List.copyOf(requireNonNull(training, "training"));
        test = List.copyOf(requireNonNull(test, "test"));
        returned = List.copyOf(requireNonNull(returned, "returned"));
    }

    /** Nothing handed out of these ranges. */
    static ReplayEnumeratorState resolved(List<ReplaySplit> training, List<ReplaySplit> test) {
        return new ReplayEnumeratorState(training, test, 1, false, List.of());
    }

    boolean isResolved() {
        return !training.isEmpty();
    }
}
