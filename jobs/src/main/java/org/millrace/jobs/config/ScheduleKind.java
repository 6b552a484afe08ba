package org.millrace.jobs.config;

/** The choices of {@code training.schedule}. */
public enum ScheduleKind {
    CONSTANT,
    STEP,
    EXPONENTIAL,
    INVERSE_TIME,
    POLYNOMIAL,
    COSINE,
    COSINE_RESTARTS,
    ONE_CYCLE
}
