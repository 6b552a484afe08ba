package org.millrace.jobs.data.generator;

import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.millrace.jobs.config.ConfigException;

/**
 * Where a stream drifts from one concept to the next.
 *
 * <p>A drift with its middle at p and width w is that of MOA's {@code ConceptDriftStream}: example n belongs to the later concept
 * with probability 1 / (1 + e^(-4 (n - p) / w)). With a width of 0 it is abrupt: example p is the first of the later concept.
 *
 * @param places the middle of each of the first drifts, numbers of examples that ascend
 * @param every after how many examples more there is another drift, without end; empty if there are no more than {@code places}
 * @param width in examples, less than the least distance of two drifts
 */
public record DriftSchedule(List<Long> places, OptionalLong every, long width) {

    /** A stream that stays as it is. */
    public static final DriftSchedule NONE = new DriftSchedule(List.of(), OptionalLong.empty(), 0);

    /** In widths: farther away from its middle, a drift is certain to the precision of a double. */
    private static final int REACH = 10;

    private static final double STEEPNESS = 4;

    public DriftSchedule {
        places = List.copyOf(places);
        if (width < 0) {
            throw new ConfigException("--drift-width must not be negative: " + width);
        }
        if (every.isPresent() && every.getAsLong() < 1) {
            throw new ConfigException("--drift-every must be at least 1: " + every.getAsLong());
        }
        long least = every.orElse(Long.MAX_VALUE);
        long before = 0;
        for (long place : places) {
            if (place <= before) {
                throw new ConfigException("--drift must be numbers of examples that ascend from 1: " + places);
            }
            least = Math.min(least, place - before);
            before = place;
        }
        if (width >= least) {
            throw new ConfigException(
                    "--drift-width must be less than the least distance of two drifts, " + least + ": " + width);
        }
    }

    /** How many drifts have their middle at example {@code n} (the first is number 0) or before. */
    public long drifts(long n) {
        int listed = 0;
        while (listed < places.size() && places.get(listed) <= n) {
            listed++;
        }
        if (listed < places.size() || every.isEmpty()) {
            return listed;
        }
        return listed + (n - last()) / every.getAsLong();
    }

    /**
     * Decides which concept an example belongs to.
     *
     * @param n number of the example; the first is 0
     * @return the number of drifts that it comes after
     */
    public long concept(long n, RandomGenerator random) {
        long concept = drifts(Math.max(0, n - REACH * width));
        for (long drift = concept; place(drift) <= n + REACH * width; drift++) {
            if (width == 0 || random.nextDouble() < 1 / (1 + StrictMath.exp(-STEEPNESS * (n - place(drift)) / width))) {
                concept = drift + 1;
            }
        }
        return concept;
    }

    private long place(long drift) {
        if (drift < places.size()) {
            return places.get((int) drift);
        }
        return every.isPresent() ? last() + (drift - places.size() + 1) * every.getAsLong() : Long.MAX_VALUE;
    }

    private long last() {
        return places.isEmpty() ? 0 : places.get(places.size() - 1);
    }
}
