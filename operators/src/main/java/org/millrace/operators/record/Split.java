package org.millrace.operators.record;

/** Which part of the data an example belongs to; the same in every pass, after every restart, at any parallelism. */
public enum Split {
    /** Learned from. */
    TRAINING(0),
    /** Held out, to watch how well the network does on examples it has not learned from while it learns. */
    VALIDATION(1),
    /** Held out, to measure the network once it has finished learning. */
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
