package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.duration;
import static org.millrace.jobs.config.ValueType.longNumber;
import static org.millrace.jobs.config.ValueType.oneOf;
import static org.millrace.jobs.config.ValueType.or;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.Values;
import org.millrace.model.rehearsal.RehearsalBuffer;
import org.millrace.model.rehearsal.RehearsalSettings;
import org.millrace.operators.policy.TrainingOrder;

/** The keys of how examples become the mini-batches that a model is trained on. */
public final class TrainingKeys {

    public static final ConfigKey<Integer> PASSES = optional("training.passes", wholeNumber(1, 100_000), "1")
            .meaning("Number of passes (epochs) over the training examples (source.mode passes)");
    public static final ConfigKey<Integer> BATCH_SIZE = optional("training.batch-size", wholeNumber(1, 65_536), "64")
            .meaning("Examples in a mini-batch; the weights are updated once per mini-batch");
    public static final ConfigKey<Optional<Duration>> BATCH_MAX_AGE = optional(
                    "training.batch-max-age", or("none", duration()), "none")
            .meaning(
                    "Maximum age of a mini-batch in event time: one that is not full is closed when it exceeds it, so that slow topics are trained on without delay; checkpoints and parallelism never affect it");
    public static final ConfigKey<TrainingOrder> ORDER = optional(
                    "training.order", oneOf(TrainingOrder.class), "arrival")
            .meaning(
                    "Order of the mini-batches of several partitions: as they arrive, or by timestamp (event-time), which gives the same model in every run but waits for the slowest partition");
    public static final ConfigKey<Optional<Duration>> IDLE_TIMEOUT = optional(
                    "training.idle-timeout", or("none", duration()), "none")
            .meaning(
                    "Time without a record, by the clock, after which the mini-batch of a partition is closed and no other partition waits for it; the model then depends on when examples arrived");
    public static final ConfigKey<Long> SEED = optional("training.seed", longNumber(), "42")
            .meaning("Random seed: the same seed on the same data gives the same model");

    public static final ConfigKey<Integer> REHEARSAL = optional("training.rehearsal", wholeNumber(0, 4096), "0")
            .meaning(
                    "Rehearsal: how many examples join each mini-batch, drawn at random from the last training examples; it steadies small batches and slows forgetting, but harms where the next example is like the last");
    public static final ConfigKey<Integer> REHEARSAL_BUFFER = optional(
                    "training.rehearsal-buffer", wholeNumber(1, RehearsalBuffer.GREATEST_CAPACITY), "1000")
            .meaning(
                    "Number of the last training examples that the model keeps in its state to rehearse; each costs the memory of its features");

    static final List<ConfigKey<?>> ALL =
            List.of(PASSES, BATCH_SIZE, BATCH_MAX_AGE, ORDER, IDLE_TIMEOUT, SEED, REHEARSAL, REHEARSAL_BUFFER);

    private TrainingKeys() {}

    /** How much is rehearsed. */
    public static RehearsalSettings rehearsal(Values config) {
        int examples = config.get(REHEARSAL);
        return examples == 0 ? RehearsalSettings.NONE : new RehearsalSettings(examples, config.get(REHEARSAL_BUFFER));
    }
}
