package org.millrace.model.loss;

/** What a network's outputs stand for. */
public enum Task {
    /** One of several classes per example; labels are class numbers. */
    CLASSIFICATION,
    /** Any of several properties per example; targets are 0 or 1 per output. */
    MULTI_LABEL,
    /** Numbers. */
    REGRESSION
}
