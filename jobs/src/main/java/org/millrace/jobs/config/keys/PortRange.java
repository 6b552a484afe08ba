package org.millrace.jobs.config.keys;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports to try in turn, first to last; 0 is any free port. */
public record PortRange(int first, int last) {

    /** The greatest port that there is. */
    public static final int GREATEST = 65_535;

    private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    public PortRange {
        if (first < 0 || first > last || last > GREATEST) {
            throw new IllegalArgumentException("must be a port, a range of ports such as 9249-9259, or none");
        }
    }

    /** @throws IllegalArgumentException if {@code text} is neither a port nor a range of ports */
    static PortRange parse(String text) {
        Matcher form = FORM.matcher(text);
        int first = form.matches() ? Integer.parseInt(form.group(1)) : -1;
        return new PortRange(first, first < 0 || form.group(2) == null ? first : Integer.parseInt(form.group(2)));
    }

    @Override
    public String toString() {
        return first == last ? "port " + first : "ports " + first + " to " + last;
    }
}
