package org.millrace.jobs.kafka;

import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.ModelKeys;

/** The names that a job has among Kafka's clients, by which brokers tell it from others and grant it rights. */
public final class ClientNames {

    /** What the names of sinks are in transactional ids. */
    public static final String EVALUATIONS = "evaluations";

    public static final String DEAD_LETTERS = "dead-letters";

    static final String GROUP_KEY = "group.id";

    private ClientNames() {}

    /** The consumer group under which the progress on a live topic is shown. */
    public static String group(JobConfig config) {
        return config.kafkaProperties().getProperty(GROUP_KEY, ofModel(config));
    }

    /** What the transactional ids of a sink begin with. */
    public static String transactionalIdPrefix(JobConfig config, String sink) {
        return ofModel(config) + "-" + sink;
    }

    private static String ofModel(JobConfig config) {
        return "millrace-" + config.get(ModelKeys.NAME);
    }
}
