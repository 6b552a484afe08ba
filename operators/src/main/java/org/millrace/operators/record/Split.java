package org.millrace.operators.record;

/** Which part of the data an example belongs to; the same in every pass, after every restart, at any parallelism. */
public enum Split {
    /** To train on. */
    TRAINING(0),
    /** Held out, to evaluate the network during the training on examples that it was not trained on. */
    VALIDATION(1),
    /** Held out, to evaluate the network after the training. */
    TEST(2);

    private final int code;

    Split(int code) {
        this.code = code;
    }

    /** What stands for it in state and between tasks. */
    public int code() {
        return code;
    }

    /** The split that {@code code} stands for. */
    public static Split ofCode(int code) {
        return switch (code) {
            case 0 -> TRAINING;
            case 1 -> VALIDATION;
            case 2 -> TEST;
            default -> throw new IllegalArgumentException("code must be in [0, 2]: " + code);
        };
    }
}
