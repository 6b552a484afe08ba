package org.millrace.metrics;

/** Brings series of one type before Prometheus. They change only while no scrape is under way: see {@link SteadyRegistry}. */
interface Exporter {

    void publish(Series series);

    void withdraw(Series series);
}
