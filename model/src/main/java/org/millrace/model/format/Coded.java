package org.millrace.model.format;

/** A constant that is written into state by a code, which outlives every renaming of the constant. */
public interface Coded {

    /** The code, which never changes once it was released. */
    String code();

    /**
     * The constant with the given code.
     *
     * @param kind the kind of constant for the message, as in "activation"
     * @throws IllegalArgumentException if there is none
     */
    static <T extends Coded> T of(String code, T[] constants, String kind) {
        for (T constant : constants) {
            if (constant.code().equals(code)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("unknown " + kind + ": " + code);
    }
}
