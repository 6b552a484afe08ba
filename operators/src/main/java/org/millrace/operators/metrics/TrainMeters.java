package org.millrace.operators.metrics;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.MetricGroup;
import org.millrace.model.LearnerSettings;
import org.millrace.model.math.ProcessMemory;
import org.millrace.operators.progress.TrainProgress;

/** The meters of all models that a task trains, each model's from when its first batch is met. */
public final class TrainMeters {

    private static final List<String> OF_A_PROPERTY = List.of("0", "1");

    private final MetricGroup group;
    private final LearnerSettings settings;
    private final Optional<List<String>> classes;
    private final int plannedPasses;
    private final Map<String, LearnerMeters> models = new HashMap<>();

    /**
     * @param group of the operator
     * @param outputs names of the network's outputs: classes, properties, or numbers
     * @param plannedPasses how many passes there are to be; 0 for a live topic
     */
    public TrainMeters(MetricGroup group, LearnerSettings settings, List<String> outputs, int plannedPasses) {
        this.group = requireNonNull(group, "group");
        this.settings = requireNonNull(settings, "settings");
        this.plannedPasses = plannedPasses;
        classes = switch (settings.loss().task()) {
            case CLASSIFICATION -> Optional.of(List.copyOf(outputs));
            case MULTI_LABEL -> Optional.of(OF_A_PROPERTY);
            case REGRESSION -> Optional.empty();
        };
        group.gauge(
                Meter.RESIDENT_BYTES.registeredName(),
                new MeterGauge(Meter.RESIDENT_BYTES, ProcessMemory::residentBytes));
        new Figure(Meter.BUILD_INFO, BuildInfo.describe(group)).set(1);
    }

    /**
     * The meters of a model, from its first batch on.
     *
     * @param clock milliseconds since the epoch, asked by whoever reads the meters
     */
    public LearnerMeters of(String model, TrainProgress progress, LongSupplier clock) {
        return models.computeIfAbsent(model, name -> register(name, progress, clock));
    }

    /** The meters of a model that were asked for before. */
    public LearnerMeters of(String model) {
        return requireNonNull(models.get(model), model);
    }

    private LearnerMeters register(String name, TrainProgress progress, LongSupplier clock) {
        MetricGroup model = group.addGroup(Label.MODEL.key(), name).addGroup(Label.RUN.key(), progress.run());
        MetricGroup description = model.addGroup(Label.NETWORK.key(), network())
                .addGroup(Label.TASK.key(), settings.loss().task().code())
                .addGroup(Label.OPTIMIZER.key(), settings.optimizer().kind())
                .addGroup(Label.MODE.key(), plannedPasses == 0 ? "live" : "passes");
        new Figure(Meter.MODEL_INFO, description).set(1);
        if (plannedPasses > 0) {
            new Figure(Meter.PLANNED_PASSES, model).set(plannedPasses);
        }
        Optional<ExampleLag> lag = plannedPasses > 0 ? Optional.empty() : Optional.of(new ExampleLag(model, clock));
        return new LearnerMeters(model, classes, lag, clock);
    }

    /** As in {@code 64-32-10}; where classes are discovered nobody knows yet how many outputs there will be. */
    private String network() {
        String network = settings.architecture().toString();
        boolean discovers = classes.filter(List::isEmpty).isPresent();
        return discovers ? network.substring(0, network.lastIndexOf('-')) + "-n" : network;
    }
}
