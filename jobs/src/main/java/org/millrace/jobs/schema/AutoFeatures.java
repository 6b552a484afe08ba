package org.millrace.jobs.schema;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.FeatureKeys;
import org.millrace.jobs.config.keys.FormatKeys;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.operators.format.JsonExampleFormat;
import org.millrace.operators.schema.FieldPath;
import org.millrace.operators.source.RangeReader;

/**
 * Puts a list of features in the place of {@code features: auto}, by the first records of the topic. It becomes part of the
 * job, and of its state: a job that goes on from a savepoint is refused if the list would be another one.
 */
public final class AutoFeatures {

    private AutoFeatures() {}

    /**
     * The configuration with its features listed; the same one if they are already.
     *
     * @param notes takes a table of what the fields were taken for
     * @throws ConfigException as {@link #infer} throws it
     */
    public static JobConfig resolve(JobConfig config, Consumer<String> notes) {
        if (!config.isWord(FeatureKeys.FEATURES)) {
            return config;
        }
        InferredSchema schema = infer(config);
        notes.accept("features: auto, by the first records of topic " + config.get(KafkaKeys.EXAMPLES_TOPIC)
                + " (./millrace schema writes them as a list)\n" + schema.table());
        return config.with(schema.settings());
    }

    /**
     * What the fields of the first records can be taken for.
     *
     * @throws ConfigException if the topic has no records in JSON, or none of their fields can be a feature
     */
    public static InferredSchema infer(JobConfig config) {
        if (!FormatKeys.settings(config).contentType().equals(JsonExampleFormat.CONTENT_TYPE)) {
            throw new ConfigException(
                    "features: auto looks at records in JSON; for other formats list the fields under features");
        }
        String topic = config.get(KafkaKeys.EXAMPLES_TOPIC);
        RecordSampler sampler = new RecordSampler(taken(config));
        int wanted = config.get(FeatureKeys.SAMPLE);
        try {
            new RangeReader(topic, config.kafkaProperties()).read(unused -> {}, record -> {
                sampler.add(record);
                return sampler.records() < wanted;
            });
        } catch (IOException e) {
            throw new ConfigException("topic " + topic + " cannot be read: " + e.getMessage(), e);
        }
        if (sampler.records() == 0) {
            throw new ConfigException("topic " + topic + " holds no JSON objects that features: auto could look at;"
                    + " produce some first, or list the fields under features");
        }
        InferredSchema schema = sampler.infer();
        if (schema.features().isEmpty()) {
            throw new ConfigException("no field of the first " + sampler.records() + " records of topic " + topic
                    + " can be a feature; list the fields under features");
        }
        return schema;
    }

    private static Set<FieldPath> taken(JobConfig config) {
        Set<FieldPath> taken = new HashSet<>(
                Set.of(config.get(FeatureKeys.LABEL), config.get(FeatureKeys.ID), config.get(FeatureKeys.TIMESTAMP)));
        config.get(FeatureKeys.WEIGHT).ifPresent(taken::add);
        return taken;
    }
}
