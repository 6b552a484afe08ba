package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.oneOf;
import static org.millrace.jobs.config.ValueType.or;
import static org.millrace.jobs.config.ValueType.realNumber;
import static org.millrace.jobs.config.ValueType.trueOrFalse;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.millrace.jobs.config.Choice;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.Values;
import org.millrace.model.evaluation.Measure;
import org.millrace.model.schedule.EarlyStopping;
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

    static final ConfigKey<Optional<Measure>> EARLY_STOPPING = optional(
                    "training.early-stopping", or("none", oneOf(Measure.class)), "none")
            .meaning(
                    "Early stopping: the figure of the validation by which the best network is kept, for the test and for when nothing better comes; evaluated after each pass, or after each window if source.mode is live");
    static final ConfigKey<Integer> STOPPING_PATIENCE = optional(
                    "training.early-stopping-patience", wholeNumber(0, 1_000_000), "5")
            .meaning("Validations without improvement to tolerate before training ends (training.early-stopping)");
    static final ConfigKey<Double> STOPPING_IMPROVEMENT = optional(
                    "training.early-stopping-improvement", realNumber("[0, 1e9]"), "0")
            .meaning("How much better, in the unit of the figure, counts as an improvement (training.early-stopping)");
    static final ConfigKey<Integer> STOPPING_WARM_UP = optional(
                    "training.early-stopping-warm-up", wholeNumber(0, 1_000_000), "0")
            .meaning("Validations at the beginning that are passed over (training.early-stopping)");
    static final ConfigKey<EarlyStopping.Then> STOPPING_THEN = optional(
                    "training.early-stopping-then", oneOf(EarlyStopping.Then.class), "stop")
            .meaning(
                    "What happens when nothing better comes: stop = training is over, and the rest of the passes is read without being predicted; freeze = the best network predicts what comes, and is not trained on; go-on = training goes on, and the best network is tested at the end");

    static final List<ConfigKey<?>> ALL = List.of(
            SCHEDULE,
            WARMUP_STEPS,
            REDUCE_ON_PLATEAU,
            PLATEAU_REDUCTION,
            PLATEAU_PATIENCE,
            PLATEAU_THRESHOLD,
            PLATEAU_LEAST,
            EARLY_STOPPING,
            STOPPING_PATIENCE,
            STOPPING_IMPROVEMENT,
            STOPPING_WARM_UP,
            STOPPING_THEN);

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

    /** When training stops. */
    public static EarlyStopping earlyStopping(Values config) {
        return config.get(EARLY_STOPPING)
                .map(figure -> new EarlyStopping(
                        figure,
                        config.get(STOPPING_PATIENCE),
                        config.get(STOPPING_IMPROVEMENT),
                        config.get(STOPPING_WARM_UP),
                        config.get(STOPPING_THEN)))
                .orElse(EarlyStopping.OFF);
    }
}
