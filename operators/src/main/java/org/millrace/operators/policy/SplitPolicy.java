package org.millrace.operators.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.Split;

/**
 * Assigns every example to a {@link Split}, as a pure function of its place and id.
 *
 * <p>An example is a test example if it comes from the test topic or if the hash of its id (or place) falls into the
 * test fraction. Otherwise, of every {@code every} consecutive offsets of a partition the last {@code window} are a
 * validation window. All others are training examples.
 *
 * @param every length of the cycle in offsets, at least 2
 * @param window how many offsets of a cycle are held out for validation; 0 holds out none
 * @param testFraction share of the examples held out for the test, in [0, 1)
 * @param testBy what the hash is taken of
 * @param testTopic a topic that holds test examples only, instead of the fraction; empty if there is none
 */
public record SplitPolicy(int every, int window, double testFraction, TestBy testBy, String testTopic)
        implements Serializable {

    /** What decides whether an example is held out for the test. */
    public enum TestBy {
        /** Topic, partition and offset: right where every record is an example of its own. */
        PLACE,
        /** The example's id: all records of one id fall on the same side. */
        ID
    }

    public SplitPolicy {
        requireNonNull(testBy, "testBy");
        requireNonNull(testTopic, "testTopic");
        if (every < 2) {
            throw new IllegalArgumentException("every must be at least 2: " + every);
        }
        if (window < 0 || window >= every) {
            throw new IllegalArgumentException("window must be in [0, " + every + "): " + window);
        }
        if (!(testFraction >= 0 && testFraction < 1)) {
            throw new IllegalArgumentException("test fraction must be in [0, 1): " + testFraction);
        }
    }

    /** @param id of the example; null if it has none: its place stands for it then */
    public Split split(Place place, String id) {
        if (isTest(place, id)) {
            return Split.TEST;
        }
        return place.offset() % every >= every - window ? Split.VALIDATION : Split.TRAINING;
    }

    /** Number of the cycle, and so of the validation window, that {@code offset} falls into. */
    public long cycle(long offset) {
        return offset / every;
    }

    private boolean isTest(Place place, String id) {
        if (!testTopic.isEmpty()) {
            return testTopic.equals(place.topic());
        }
        return testFraction > 0 && uniform(hash(place, id)) < testFraction;
    }

    private long hash(Place place, String id) {
        return switch (testBy) {
            case PLACE -> hash(place);
            case ID -> hash(id == null ? place.toString() : id);
        };
    }

    private static long hash(Place place) {
        return mix(mix(hash(place.topic()) + place.partition()) + place.offset());
    }

    /** FNV-1a of the UTF-8 bytes (Fowler, Noll, Vo), mixed. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014). */
    private static long mix(long state) {
        long z = state + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** The upper 53 bits as a number in [0, 1). */
    private static double uniform(long hash) {
        return (hash >>> 11) * 0x1.0p-53;
    }
}
