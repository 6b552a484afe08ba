package org.millrace.jobs.config.keys;

import java.util.List;
import java.util.stream.Stream;
import org.millrace.jobs.config.Catalogue;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.JobConfigBuilder;
import org.millrace.jobs.config.Rule;
import org.millrace.jobs.config.keys.drift.DriftKeys;

/** The configuration of Millrace: every key and every rule, in the order in which they are documented and checked. */
public final class Keys {

    public static final Catalogue CATALOGUE = new Catalogue(
            Stream.<List<ConfigKey<?>>>of(
                            ModelKeys.ALL,
                            FeatureKeys.ALL,
                            FormatKeys.ALL,
                            ScalingKeys.ALL,
                            TrainingKeys.ALL,
                            OptimizerKeys.ALL,
                            Losses.ALL,
                            ScheduleKeys.ALL,
                            DriftKeys.ALL,
                            HoldOutKeys.ALL,
                            KafkaKeys.ALL,
                            ErrorKeys.ALL,
                            FlinkKeys.ALL,
                            MetricsKeys.ALL,
                            QuickstartKeys.ALL)
                    .flatMap(List::stream)
                    .<ConfigKey<?>>flatMap(ConfigKey::withChoices)
                    .toList(),
            List.of(FeatureKeys.FEATURES),
            KafkaKeys.PREFIX,
            Stream.of(FeatureKeys.RULES, FormatKeys.RULES, LearnerRules.ALL, DriftKeys.RULES, StreamRules.ALL)
                    .<Rule>flatMap(List::stream)
                    .toList());

    private Keys() {}

    /** Starts a configuration with nothing but the defaults. */
    public static JobConfigBuilder builder() {
        return new JobConfigBuilder(CATALOGUE);
    }
}
