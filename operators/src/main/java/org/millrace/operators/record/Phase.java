package org.millrace.operators.record;

/** What a reading of the topic is for. It decides which {@link Split}s take part in it. */
public enum Phase {
    /** A pass over a bounded range: training and validation examples take part, test examples wait for {@link #TEST}. */
    TRAINING(0),
    /** The reading after the last pass: test examples alone take part. */
    TEST(1),
    /** Following a topic that has no end: every example takes part as it comes. */
    LIVE(2);

    private final int code;

    Phase(int code) {
        this.code = code;
    }

    /** What stands for it in state and between tasks. */
    public int code() {
        return code;
    }

    /** The phase that {@code code} stands for. */
    public static Phase ofCode(int code) {
        return switch (code) {
            case 0 -> TRAINING;
            case 1 -> TEST;
            case 2 -> LIVE;
            default -> throw new IllegalArgumentException("code must be in [0, 2]: " + code);
        };
    }

    /** Whether examples of {@code split} take part in a reading of this phase. */
    public boolean takesIn(Split split) {
        return switch (this) {
            case TRAINING -> split != Split.TEST;
            case TEST -> split == Split.TEST;
            case LIVE -> true;
        };
    }
}
