package org.millrace.model.loss;

import org.millrace.model.format.Coded;

/** The meaning of a network's outputs. */
public enum Task implements Coded {
    /** One of several classes per example; labels are class numbers. */
    CLASSIFICATION("classification"),
    /** Any of several properties per example; targets are 0 or 1 per output. */
    MULTI_LABEL("multi-label"),
    /** Numbers. */
    REGRESSION("regression");

    private final String code;

    Task(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    /** The task with the given code; IllegalArgumentException if there is none. */
    public static Task ofCode(String code) {
        return Coded.of(code, values(), "task");
    }
}
