package org.millrace.jobs.local;

import java.util.List;

/** Draws figures as a line of blocks, the highest block for the greatest figure. */
final class Curve {

    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    private Curve() {}

    /** @param width at most this many of the last figures are drawn */
    static String draw(List<Double> figures, int width) {
        List<Double> last = figures.subList(Math.max(0, figures.size() - width), figures.size());
        double low = last.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = last.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        StringBuilder curve = new StringBuilder();
        for (double figure : last) {
            double share = high > low ? (figure - low) / (high - low) : 0;
            curve.append(BLOCKS.charAt((int) Math.round(share * (BLOCKS.length() - 1))));
        }
        return curve.toString();
    }
}
