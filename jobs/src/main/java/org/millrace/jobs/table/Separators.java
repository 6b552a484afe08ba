package org.millrace.jobs.table;

import java.util.List;
import java.util.regex.Pattern;

/** Finds out what stands between the cells of a table. */
final class Separators {

    private static final List<Character> CANDIDATES = List.of(',', ';', '\t', '|');
    private static final int LINES = 50;
    private static final Pattern NUMBERS = Pattern.compile("\\s*[-+.\\deE]+(?:[ \\t]+[-+.\\deE]+)+\\s*");

    private Separators() {}

    /** The one of comma, semicolon, tab and bar that the first lines have most of, outside of quotes, in the same number. */
    static char find(String text) {
        char best = ',';
        double most = 0;
        for (char candidate : CANDIDATES) {
            double score = score(text, candidate);
            if (score > most) {
                best = candidate;
                most = score;
            }
        }
        return best;
    }

    /** Its number in the first line, if that is the number in most lines, too; otherwise far less. */
    private static double score(String text, char separator) {
        int first = -1;
        int count = 0;
        int same = 0;
        int lines = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length() && lines < LINES; i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (c == separator && !quoted) {
                count++;
            } else if (c == '\n' && !quoted) {
                first = first < 0 ? count : first;
                same += count == first ? 1 : 0;
                lines++;
                count = 0;
            }
        }
        if (lines == 0) {
            return count;
        }
        return first * (2 * same > lines ? 1 : 0.01);
    }

    /** Whether lines are numbers with blanks between them, and nothing else. */
    static boolean areBlanks(String text) {
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(LINES).toList();
        // The last line that was looked at may be cut.
        List<String> whole = lines.size() > 1 ? lines.subList(0, lines.size() - 1) : lines;
        return !whole.isEmpty() && whole.stream().allMatch(NUMBERS.asMatchPredicate());
    }
}
