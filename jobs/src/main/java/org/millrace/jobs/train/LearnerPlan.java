package org.millrace.jobs.train;

import java.util.List;
import org.millrace.jobs.config.Values;
import org.millrace.jobs.config.keys.Losses;
import org.millrace.jobs.config.keys.ModelKeys;
import org.millrace.jobs.config.keys.OptimizerKeys;
import org.millrace.jobs.config.keys.ScalingKeys;
import org.millrace.jobs.config.keys.ScheduleKeys;
import org.millrace.jobs.config.keys.TrainingKeys;
import org.millrace.model.LearnerSettings;
import org.millrace.model.StepSettings;
import org.millrace.model.input.Inputs;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.Layer;
import org.millrace.operators.schema.ExampleSchema;

/** Reads the settings of the learner off a checked configuration. */
final class LearnerPlan {

    private final Values config;
    private final Inputs inputs;
    private final int outputs;

    private LearnerPlan(Values config, ExampleSchema schema) {
        this.config = config;
        inputs = schema.inputs();
        outputs = schema.outputs();
    }

    static LearnerSettings of(Values config, ExampleSchema schema) {
        return new LearnerPlan(config, schema).settings();
    }

    private LearnerSettings settings() {
        return new LearnerSettings(
                architecture(),
                config.get(ModelKeys.INITIALIZATION),
                Losses.of(config),
                steps(),
                inputs,
                ScalingKeys.settings(config),
                config.get(TrainingKeys.SEED));
    }

    private StepSettings steps() {
        return new StepSettings(
                OptimizerKeys.optimizer(config),
                config.get(OptimizerKeys.LEARNING_RATE),
                ScheduleKeys.schedule(config),
                ScheduleKeys.plateau(config),
                OptimizerKeys.clipping(config),
                OptimizerKeys.regularization(config));
    }

    private Architecture architecture() {
        List<Layer> hidden = config.get(ModelKeys.HIDDEN_LAYERS).stream()
                .map(units -> new Layer(units, config.get(ModelKeys.ACTIVATION)))
                .toList();
        return new Architecture(inputs.width(), hidden, outputs);
    }
}
