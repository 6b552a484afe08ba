package org.millrace.metrics;

/** What Prometheus knows a metric family as. */
enum FamilyType {
    COUNTER,
    GAUGE,
    SUMMARY,
    HISTOGRAM
}
