package org.millrace.jobs.watch;

import java.util.List;

/** Draws losses as a line of blocks on a logarithmic scale, the highest block for the greatest loss. */
public final class Curve {

    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    /** A loss of nothing has no logarithm. */
    private static final double LEAST = 1e-9;

    private Curve() {}

    /** @param width at most this many of the last losses are drawn */
    public static String draw(List<Double> losses, int width) {
        List<Double> last = losses.subList(Math.max(0, losses.size() - width), losses.size()).stream()
                .map(loss -> Math.log(Math.max(loss, LEAST)))
                .toList();
        double low = last.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = last.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        StringBuilder curve = new StringBuilder();
        for (double height : last) {
            double share = high > low ? (height - low) / (high - low) : 0;
            curve.append(BLOCKS.charAt((int) Math.round(share * (BLOCKS.length() - 1))));
        }
        return curve.toString();
    }
}
