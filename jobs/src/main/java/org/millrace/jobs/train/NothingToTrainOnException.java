package org.millrace.jobs.train;

/** A run came to its end without a single example to train on. */
final class NothingToTrainOnException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what the topic held instead, and what to do */
    NothingToTrainOnException(String message) {
        super(message);
    }
}
