package org.millrace.jobs.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the key that somebody who mistyped one most likely meant. */
final class NearestKey {

    private NearestKey() {}

    /**
     * The known key that takes the fewest changes of a letter, as long as that is at most a third of them; or else one
     * that ends in the word as it stands, when only the group is missing or wrong.
     */
    static Optional<String> to(String unknown, Collection<String> known) {
        Optional<String> nearest = known.stream()
                .min(Comparator.comparingInt(key -> distance(unknown, key)))
                .filter(key -> distance(unknown, key) <= Math.max(1, key.length() / 3));
        String word = unknown.substring(unknown.lastIndexOf('.') + 1);
        return known.stream()
                .filter(key -> key.endsWith("." + word))
                .findFirst()
                .or(() -> nearest);
    }

    /** The Levenshtein distance: how many letters must be put in, left out or changed. */
    static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        Arrays.setAll(previous, column -> column);
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int change = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
                int stepped = Math.min(previous[column], current[column - 1]) + 1;
                current[column] = Math.min(stepped, previous[column - 1] + change);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
