package org.millrace.endtoend.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration in which everything has a memory that a crash could lose: the optimizer's moments, dropout's random
 * state, the scaler, the class weights, the schedule, passes, classes that are discovered, examples to rehearse, the best network,
 * and windows that are open half of the time.
 */
final class DemandingTraining {

    private DemandingTraining() {}

    static Map<String, Object> on(String topic, Map<String, Object> changes) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("topics.examples", topic);
        settings.put("model.features", PointClouds.FEATURES);
        settings.put("model.classes", "discover");
        settings.put("model.hidden-layers", List.of(64, 64));
        settings.put("model.dropout", 0.3);
        settings.put("model.scaling", "standardize");
        settings.put("training.optimizer", "adam");
        settings.put("training.schedule", "cosine");
        settings.put("training.class-weights", "balanced");
        settings.put("training.batch-size", 4);
        settings.put("training.rehearsal", 2);
        settings.put("training.rehearsal-buffer", 300);
        settings.put("training.early-stopping", "loss");
        settings.put("training.early-stopping-then", "go-on");
        settings.put("training.passes", 8);
        settings.put("validation.every", 500);
        settings.put("validation.window", 250);
        settings.put("flink.checkpoint-interval", "200ms");
        settings.put("flink.checkpoint-min-pause", "100ms");
        // Read in small portions, for a broker that lets a run have only so many bytes a second.
        settings.put("kafka.max.partition.fetch.bytes", 65_536);
        settings.putAll(changes);
        return settings;
    }
}
