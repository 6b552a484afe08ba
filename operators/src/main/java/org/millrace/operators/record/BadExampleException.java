package org.millrace.operators.record;

import org.millrace.operators.record.DeadLetter.Reason;

/** A record that is not an example; its message says in one line what is wrong with it. */
public final class BadExampleException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int CHARACTERS_SHOWN = 100;

    private final Reason reason;

    private BadExampleException(Reason reason, String message) {
        // Bad records are data, not failures of the program: no stack trace is worth its cost.
        super(message, null, false, false);
        this.reason = reason;
    }

    public static BadExampleException of(Reason reason, String message) {
        return new BadExampleException(reason, message);
    }

    public Reason reason() {
        return reason;
    }

    public static BadExampleException malformed(String message) {
        return new BadExampleException(Reason.MALFORMED, message);
    }

    /** Text from a record, short enough for one line. */
    public static String abbreviated(String text) {
        return text.length() <= CHARACTERS_SHOWN ? text : text.substring(0, CHARACTERS_SHOWN) + "…";
    }

    /** Text from a record in quotation marks, short enough for one line. */
    public static String quoted(String text) {
        return '"' + abbreviated(text) + '"';
    }
}
