package org.millrace.metrics;

import io.prometheus.metrics.model.snapshots.Labels;

/**
 * Where a Flink metric stands among Prometheus' time series.
 *
 * @param family what it is a member of
 * @param member which member
 * @param unitsPerBase what its values are divided by to become base units: 1000 for milliseconds
 */
record MetricAddress(Family family, Member member, double unitsPerBase) {

    /** The type of a metric family in Prometheus. */
    enum FamilyType {
        COUNTER,
        GAUGE,
        SUMMARY,
        HISTOGRAM
    }

    /**
     * A metric family.
     *
     * @param name the name in Prometheus, of a counter without {@code _total}
     * @param type what it is exported as
     * @param help what it means
     */
    record Family(String name, FamilyType type, String help) {}

    /** A member of a family: its labels, and which part of a histogram it is. */
    record Member(Labels labels, Part part) {}

    /** What one Flink metric tells: everything, or one part of a histogram. */
    sealed interface Part {

        record Whole() implements Part {}

        /** How many observations were at most the upper bound. */
        record Bucket(double upperBound) implements Part {}

        record Count() implements Part {}

        record Sum() implements Part {}
    }
}
