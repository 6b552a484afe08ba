package org.millrace.operators.source;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The enumerator's checkpoint.
 *
 * @param planned whether the ranges to read have been fixed
 * @param testing whether all training passes are over and the test examples are being read
 * @param training ranges of the training phase that no reader has been given yet
 * @param test ranges of the test phase that no reader has been given yet
 */
public record ReplayProgress(boolean planned, boolean testing, List<ReplaySplit> training, List<ReplaySplit> test) {

    static final ReplayProgress UNPLANNED = new ReplayProgress(false, false, List.of(), List.of());

    public ReplayProgress {
        training = List.copyOf(requireNonNull(training, "training"));
        test = List.copyOf(requireNonNull(test, "test"));
    }
}
