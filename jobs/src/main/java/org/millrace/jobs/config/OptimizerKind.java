package org.millrace.jobs.config;

/** The choices of {@code training.optimizer}. */
public enum OptimizerKind {
    SGD,
    MOMENTUM,
    NESTEROV,
    ADAGRAD,
    RMSPROP,
    ADAM,
    ADAMW,
    FTRL
}
