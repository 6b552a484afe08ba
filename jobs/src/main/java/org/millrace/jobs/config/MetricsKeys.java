package org.millrace.jobs.config;

import java.util.List;
import java.util.Optional;

/** The keys of how a job that runs in one process shows its metrics; on a cluster that is Flink's own configuration. */
public final class MetricsKeys {

    public static final ConfigKey<Optional<PortRange>> PORT = ConfigKey.optional(
            "metrics.port",
            ValueTypes.portsOrNone(),
            "9249-9259",
            "Where quickstart and train --local serve /metrics to a Prometheus on this machine: the first port that is free; 0 = any free port, none = no metrics");

    private MetricsKeys() {}

    static List<ConfigKey<?>> all() {
        return List.of(PORT);
    }
}
