package org.millrace.jobs.watch;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.millrace.model.LearningRateFinder.Point;
import org.millrace.model.LearningRateFinder.Proposal;

/** Draws the smoothed loss over the logarithm of the learning rate, 80 columns wide. */
public final class RatePlot {

    private static final int COLUMNS = 68;
    private static final int ROWS = 14;
    private static final int TICK_WIDTH = 7;

    /** Room above the losses of the beginning; where the loss runs away beyond, the curve leaves the picture. */
    private static final double HEADROOM = 0.15;

    private final List<Point> points;
    private final double proposed;
    private final double first;
    private final double decades;
    private final double low;
    private final double high;

    private RatePlot(Proposal proposal) {
        points = proposal.points();
        proposed = proposal.rate();
        first = Math.log10(points.get(0).rate());
        decades = Math.max(1e-9, Math.log10(points.get(points.size() - 1).rate()) - first);
        low = points.stream().mapToDouble(Point::smoothedLoss).min().orElseThrow();
        high = beforeTheLeast() + HEADROOM * Math.max(1e-9, beforeTheLeast() - low);
    }

    public static String draw(Proposal proposal) {
        return new RatePlot(proposal).text();
    }

    private double beforeTheLeast() {
        double greatest = low;
        for (Point point : points) {
            greatest = Math.max(greatest, point.smoothedLoss());
            if (point.smoothedLoss() == low) {
                break;
            }
        }
        return greatest;
    }

    private String text() {
        char[][] canvas = new char[ROWS][COLUMNS];
        for (char[] row : canvas) {
            Arrays.fill(row, ' ');
        }
        int mark = column(proposed);
        for (char[] row : canvas) {
            row[mark] = '┊';
        }
        drawCurve(canvas);
        StringBuilder text = new StringBuilder("smoothed loss by learning rate\n");
        for (int row = 0; row < ROWS; row++) {
            boolean labelled = row % 4 == 0 || row == ROWS - 1;
            double loss = high - row * (high - low) / (ROWS - 1);
            String label = labelled ? String.format(Locale.ROOT, "%8.4g ┤", loss) : "         │";
            text.append((label + new String(canvas[row])).stripTrailing()).append('\n');
        }
        return text.append(axis(mark)).toString();
    }

    /** One mark per column, and whatever it takes to join it to the one before. */
    private void drawCurve(char[][] canvas) {
        int before = -1;
        for (int column = 0; column < COLUMNS; column++) {
            double loss = lossAt(column);
            if (loss > high) {
                return;
            }
            int row = (int) Math.round((high - loss) / (high - low) * (ROWS - 1));
            int from = before < 0 ? row : before + Integer.signum(row - before);
            for (int joined = Math.min(from, row); joined <= Math.max(from, row); joined++) {
                canvas[joined][column] = '•';
            }
            before = row;
        }
    }

    /** The smoothed loss at a column, between the points to its left and right. */
    private double lossAt(int column) {
        double wanted = first + decades * column / (COLUMNS - 1);
        int right = 1;
        while (right < points.size() - 1 && Math.log10(points.get(right).rate()) < wanted) {
            right++;
        }
        Point a = points.get(right - 1);
        Point b = points.get(right);
        double width = Math.log10(b.rate()) - Math.log10(a.rate());
        double share = width > 0 ? Math.min(1, Math.max(0, (wanted - Math.log10(a.rate())) / width)) : 0;
        return a.smoothedLoss() + share * (b.smoothedLoss() - a.smoothedLoss());
    }

    private int column(double rate) {
        long column = Math.round((Math.log10(rate) - first) / decades * (COLUMNS - 1));
        return (int) Math.min(COLUMNS - 1, Math.max(0, column));
    }

    /** A tick for each power of ten, and an arrow at the proposal. */
    private String axis(int mark) {
        char[] line = new char[COLUMNS];
        Arrays.fill(line, '─');
        char[] labels = new char[COLUMNS + TICK_WIDTH];
        Arrays.fill(labels, ' ');
        int free = 0;
        for (int power = (int) Math.ceil(first - 1e-9); power <= first + decades + 1e-9; power++) {
            int column = column(Math.pow(10, power));
            line[column] = '┴';
            String label = power >= -2 && power <= 1 ? plain(power) : "1e" + power;
            int start = Math.max(0, column - label.length() / 2);
            if (start >= free) {
                label.getChars(0, label.length(), labels, start);
                free = start + label.length() + 1;
            }
        }
        line[mark] = '▲';
        return "         └" + new String(line) + "\n          " + new String(labels).stripTrailing();
    }

    private static String plain(int power) {
        return power >= 0
                ? String.valueOf((int) Math.pow(10, power))
                : String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power));
    }
}
