package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.oneOf;
import static org.millrace.jobs.config.ValueType.realNumber;
import static org.millrace.jobs.config.ValueType.trueOrFalse;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.util.List;
import java.util.function.LongFunction;
import org.millrace.jobs.config.Choice;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.Values;
import org.millrace.model.schedule.PlateauRule;
import org.millrace.model.schedule.Schedule;
import org.millrace.model.schedule.Schedules;

/** The keys of how the learning rate changes during training. */
public final class ScheduleKeys {

    static final ConfigKey<Choice<LongFunction<Schedule>>> SCHEDULE = optional(
                    "training.schedule", oneOf(RateSchedules.ALL), "constant")
            .meaning(
                    "Schedule of the learning rate, relative to training.learning-rate: large steps at first, small ones to converge");
    static final ConfigKey<Integer> WARMUP_STEPS = optional("training.warmup-steps", wholeNumber(0, 1_000_000_000), "0")
            .meaning("Mini-batches over which the rate rises linearly, before any schedule; 0 = no warm-up");
    static final ConfigKey<Boolean> REDUCE_ON_PLATEAU = optional("training.reduce-on-plateau", trueOrFalse(), "false")
            .meaning(
                    "Reduce the learning rate when the validation loss stops falling; evaluated after each pass, or after each window if source.mode is live");
    static final ConfigKey<Double> PLATEAU_REDUCTION = optional(
                    "training.plateau-reduction", realNumber("(0, 1)"), "0.5")
            .meaning("Factor by which the rate is multiplied on a plateau (training.reduce-on-plateau)");
    static final ConfigKey<Integer> PLATEAU_PATIENCE = optional(
                    "training.plateau-patience", wholeNumber(0, 1_000_000), "5")
            .meaning(
                    "Validations without improvement to tolerate before the rate is reduced (training.reduce-on-plateau)");
    static final ConfigKey<Double> PLATEAU_THRESHOLD = optional(
                    "training.plateau-threshold", realNumber("[0, 1)"), "0.0001")
            .meaning(
                    "Relative decrease of the validation loss that counts as an improvement (training.reduce-on-plateau)");
    static final ConfigKey<Double> PLATEAU_LEAST = optional("training.plateau-least", realNumber("[0, 1]"), "0")
            .meaning(
                    "Lower bound of the reduced rate, as a share of training.learning-rate (training.reduce-on-plateau)");

    static final List<ConfigKey<?>> ALL = List.of(
            SCHEDULE,
            WARMUP_STEPS,
            REDUCE_ON_PLATEAU,
            PLATEAU_REDUCTION,
            PLATEAU_PATIENCE,
            PLATEAU_THRESHOLD,
            PLATEAU_LEAST);

    private ScheduleKeys() {}

    /** The schedule of a configuration, warm-up included. */
    public static Schedule schedule(Values config) {
        Schedule schedule = RateSchedules.of(config.get(SCHEDULE), config);
        int warmUp = config.get(WARMUP_STEPS);
        return warmUp == 0 ? schedule : new Schedules.WarmUp(warmUp, schedule);
    }

    /** The reduction of the learning rate when the validation loss stops falling. */
    public static PlateauRule plateau(Values config) {
        if (!config.get(REDUCE_ON_PLATEAU)) {
            return PlateauRule.NONE;
        }
        return new PlateauRule(
                config.get(PLATEAU_REDUCTION),
                config.get(PLATEAU_PATIENCE),
                config.get(PLATEAU_THRESHOLD),
                config.get(PLATEAU_LEAST));
    }
}
