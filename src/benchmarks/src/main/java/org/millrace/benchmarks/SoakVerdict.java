package org.millrace.benchmarks;

import java.util.Locale;

/**
 * Whether memory stayed flat.
 *
 * @param residentGrowth bytes by which the process grew once everything was compiled and allocated
 * @param offHeapGrowth the same of the memory outside the heap that JavaCPP counts, which must not grow at all
 * @param refusedSteps steps that learned nothing; there must be none
 */
record SoakVerdict(long residentGrowth, long offHeapGrowth, long refusedSteps) {

    /** The JIT compiler and the collector go on using a little more. */
    static final long MOST_RESIDENT_GROWTH = 16 << 20;

    private static final double MEBIBYTE = 1 << 20;

    boolean flat() {
        return residentGrowth <= MOST_RESIDENT_GROWTH && offHeapGrowth <= 0 && refusedSteps == 0;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%s: since the first fifth resident %+.1f MiB (allowed %+.1f), off-heap %+d bytes; %d steps refused",
                flat() ? "Flat" : "Not flat",
                residentGrowth / MEBIBYTE,
                MOST_RESIDENT_GROWTH / MEBIBYTE,
                offHeapGrowth,
                refusedSteps);
    }
}
