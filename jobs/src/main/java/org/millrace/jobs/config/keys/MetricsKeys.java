package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.or;

import java.util.List;
import java.util.Optional;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.ValueType;

/** The keys of how a job that runs in one process shows its metrics; on a cluster that is Flink's own configuration. */
public final class MetricsKeys {

    public static final ConfigKey<Optional<PortRange>> PORT = optional(
                    "metrics.port", or("none", ValueType.of("a port, a range of ports", PortRange::parse)), "9249-9259")
            .meaning(
                    "Ports on which quickstart and train --local serve /metrics to a Prometheus on this machine: the first free one is taken; 0 = any free port, none = no metrics");

    static final List<ConfigKey<?>> ALL = List.of(PORT);

    private MetricsKeys() {}
}
