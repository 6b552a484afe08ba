package org.millrace.jobs.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the key that somebody who mistyped one most likely meant. */
final class NearestKey {

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private NearestKey() {}

    /**
     * The known key that takes the fewest changes of a letter, as long as that is at most a third of them; or else one
     * that ends in the word as it stands, when only the group is missing or wrong.
     */
    static Optional<String> to(String unknown, Collection<String> known) {
        Optional<String> nearest = known.stream()
                .min(Comparator.comparingInt(key -> DISTANCE.apply(unknown, key)))
                .filter(key -> DISTANCE.apply(unknown, key) <= Math.max(1, key.length() / 3));
        String word = unknown.substring(unknown.lastIndexOf('.') + 1);
        return known.stream()
                .filter(key -> key.endsWith("." + word))
                .findFirst()
                .or(() -> nearest);
    }
}
