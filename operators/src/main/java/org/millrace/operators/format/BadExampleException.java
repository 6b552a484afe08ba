package org.millrace.operators.format;

import java.util.List;
import org.millrace.operators.record.DeadLetter.Reason;

/** A record that is not an example; its message says in one line what is wrong with it. */
public final class BadExampleException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int CLASSES_SHOWN = 20;
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

    static BadExampleException wrongFeatureCount(int expected, int found) {
        return new BadExampleException(
                Reason.WRONG_FEATURE_COUNT, "expected " + expected + " features, found " + found);
    }

    static BadExampleException notFinite(int index, double value) {
        return new BadExampleException(
                Reason.NOT_A_FINITE_NUMBER, "feature " + index + " is not a finite float32: " + value);
    }

    static BadExampleException wrongTargetCount(int expected, int found) {
        return new BadExampleException(
                Reason.WRONG_LABEL_COUNT, "expected a label of " + expected + " values, found " + found);
    }

    static BadExampleException notFiniteTarget(String name, double value) {
        return new BadExampleException(
                Reason.NOT_A_FINITE_NUMBER, "the label's " + name + " is not a finite float32: " + value);
    }

    static BadExampleException neitherZeroNorOne(String name, double value) {
        return new BadExampleException(Reason.UNKNOWN_LABEL, "the label's " + name + " is neither 0 nor 1: " + value);
    }

    static BadExampleException unknownLabel(String label, List<String> classes) {
        String known = classes.size() <= CLASSES_SHOWN
                ? String.join(", ", classes)
                : String.join(", ", classes.subList(0, CLASSES_SHOWN)) + ", …";
        return new BadExampleException(
                Reason.UNKNOWN_LABEL,
                "label " + abbreviated(label) + " is neither an index below " + classes.size() + " nor a class name: "
                        + known);
    }

    static BadExampleException missing(String field) {
        return new BadExampleException(Reason.MISSING_FIELD, "no \"" + field + "\"");
    }

    static BadExampleException malformed(String message) {
        return new BadExampleException(Reason.MALFORMED, message);
    }

    /** Text from a record, short enough for one line. */
    static String abbreviated(String text) {
        return text.length() <= CHARACTERS_SHOWN ? text : text.substring(0, CHARACTERS_SHOWN) + "…";
    }
}
