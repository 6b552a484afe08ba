package org.millrace.operators.metrics;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.metrics.MetricGroup;
import org.millrace.model.LearnerSettings;
import org.millrace.model.LearnerState;
import org.millrace.model.math.ProcessMemory;

/** The meters of all models that a task trains, each model's from when its first batch is met. */
public final class TrainMeters {

    private static final List<String> OF_A_PROPERTY = List.of("0", "1");

    private final MetricGroup group;
    private final LearnerSettings settings;
    private final List<String> classes;
    private final Map<String, LearnerMeters> models = new HashMap<>();

    /**
     * @param group of the operator
     * @param outputs names of the network's outputs: classes, properties, or numbers
     */
    public TrainMeters(MetricGroup group, LearnerSettings settings, List<String> outputs) {
        this.group = requireNonNull(group, "group");
        this.settings = requireNonNull(settings, "settings");
        classes = switch (settings.loss().task()) {
            case CLASSIFICATION -> List.copyOf(outputs);
            case MULTI_LABEL -> OF_A_PROPERTY;
            case REGRESSION -> List.of();
        };
        group.gauge(
                Meter.RESIDENT_BYTES.registeredName(),
                new MeterGauge(Meter.RESIDENT_BYTES, ProcessMemory::residentBytes));
    }

    /** The meters of a model. */
    public LearnerMeters of(String model, LearnerState state) {
        LearnerMeters meters = models.get(model);
        if (meters == null) {
            meters = register(model, state);
            models.put(model, meters);
        }
        return meters;
    }

    private LearnerMeters register(String name, LearnerState state) {
        MetricGroup model = group.addGroup(Label.MODEL.key(), name);
        MetricGroup description = model.addGroup(
                        Label.NETWORK.key(), settings.architecture().toString())
                .addGroup(Label.TASK.key(), settings.loss().task().code())
                .addGroup(Label.OPTIMIZER.key(), settings.optimizer().kind());
        new Figure(Meter.MODEL_INFO, description).set(1);
        new Figure(Meter.PARAMETERS, model).set((double) settings.architecture().parameterCount());
        new Figure(Meter.STATE_BYTES, model).set((double) bytesOf(state));
        return new LearnerMeters(model, classes);
    }

    /** The size of a state depends on the settings alone, so it is measured once. */
    private static long bytesOf(LearnerState state) {
        ByteCount count = new ByteCount();
        try {
            state.write(new DataOutputViewStreamWrapper(count));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count.bytes;
    }

    /** Counts what is written, and forgets it. */
    private static final class ByteCount extends OutputStream {

        private long bytes;

        @Override
        public void write(int value) {
            bytes++;
        }

        @Override
        public void write(byte[] values, int from, int length) {
            bytes += length;
        }
    }
}
