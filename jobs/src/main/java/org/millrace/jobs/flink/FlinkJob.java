package org.millrace.jobs.flink;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.millrace.jobs.config.ConfigException;

/** A job that a Flink cluster can be given, in this process or elsewhere. */
public interface FlinkJob {

    /** The name of the job as Flink shows it. */
    String name();

    /**
     * Adds the job, from its sources to its sinks, to {@code environment}.
     *
     * @throws ConfigException if the configuration asks for what cannot be
     */
    void addTo(StreamExecutionEnvironment environment) throws InterruptedException;
}
