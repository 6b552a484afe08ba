package org.millrace.metrics;

/** Brings series of one type before Prometheus. Called by {@link LiveSeries} only, under its lock. */
interface Exporter {

    void publish(Series series);

    void withdraw(Series series);
}
