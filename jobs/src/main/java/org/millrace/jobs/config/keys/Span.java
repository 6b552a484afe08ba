package org.millrace.jobs.config.keys;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a part of the training takes: {@code 50%} of the run, {@code 3 passes}, or {@code 2000 steps}.
 *
 * @param amount positive; a share of the run is at most 100
 */
record Span(double amount, Unit unit) {

    /** What a span is counted in. */
    public enum Unit {
        /** Hundredths of the whole run, which has {@code training.passes}. */
        PERCENT,
        PASSES,
        /** Mini-batches that were learned. */
        STEPS
    }

    private static final Pattern TEXT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*(%|pass(?:es)?|steps?)");

    public Span {
        requireNonNull(unit, "unit");
        if (!(amount > 0) || (unit == Unit.PERCENT && amount > 100) || (unit == Unit.STEPS && amount < 1)) {
            throw new IllegalArgumentException("must be up to 100%, or some passes, or at least 1 step");
        }
    }

    /** @throws IllegalArgumentException if the text is no span; the message goes on after the name of a key */
    static Span parse(String text) {
        Matcher matcher = TEXT.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "must be a share of the run, passes or steps, such as 50%, 3 passes or 2000 steps");
        }
        Unit unit =
                switch (matcher.group(2).charAt(0)) {
                    case '%' -> Unit.PERCENT;
                    case 'p' -> Unit.PASSES;
                    default -> Unit.STEPS;
                };
        return new Span(Double.parseDouble(matcher.group(1)), unit);
    }

    /** Whether it takes a run with an end to know how long this is. */
    public boolean needsPasses() {
        return unit != Unit.STEPS;
    }

    /** How many passes this is, of a run of so many. */
    public double passesOf(int run) {
        return unit == Unit.PERCENT ? run * amount / 100 : amount;
    }
}
