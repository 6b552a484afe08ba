package org.millrace.metrics;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Ports to try in turn, first to last; 0 is any free port. */
record PortRange(int first, int last) {

    private static final Pattern FORM = Pattern.compile("\\s*(\\d{1,5})\\s*(?:-\\s*(\\d{1,5})\\s*)?");

    private static final int GREATEST = 65_535;

    PortRange {
        if (first < 0 || first > last || last > GREATEST) {
            throw new IllegalArgumentException("not a range of ports: " + first + "-" + last);
        }
    }

    /** @throws BadSettingException if {@code text} is neither a port nor a range of ports */
    static PortRange parse(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            int first = Integer.parseInt(form.group(1));
            int last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
            if (first <= last && last <= GREATEST) {
                return new PortRange(first, last);
            }
        }
        throw new BadSettingException(
                "metrics.reporter.NAME.port must be a port or a range of ports such as 9249-9259: " + text);
    }

    IntStream ports() {
        return IntStream.rangeClosed(first, last);
    }

    @Override
    public String toString() {
        return first == last ? "port " + first : "ports " + first + " to " + last;
    }
}
