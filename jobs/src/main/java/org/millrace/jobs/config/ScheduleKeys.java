package org.millrace.jobs.config;

import static org.millrace.jobs.config.ValueTypes.oneOf;
import static org.millrace.jobs.config.ValueTypes.realNumber;
import static org.millrace.jobs.config.ValueTypes.span;
import static org.millrace.jobs.config.ValueTypes.trueOrFalse;
import static org.millrace.jobs.config.ValueTypes.wholeNumber;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of how the learning rate moves while the network learns. */
public final class ScheduleKeys {

    private static final List<ConfigKey<?>> CATALOGUE = new ArrayList<>();

    public static final ConfigKey<ScheduleKind> SCHEDULE = optional(
            "training.schedule",
            oneOf(ScheduleKind.class),
            "constant",
            "How the learning rate moves from training.learning-rate: large steps at first, small ones to settle");
    public static final ConfigKey<Span> LENGTH = optional(
            "training.schedule-length",
            span(),
            "100%",
            "When the rate has come to its end; 100% = with the last pass; steps if source.mode is live (schedules polynomial, cosine, one-cycle)");
    public static final ConfigKey<Span> EVERY = optional(
            "training.schedule-every",
            span(),
            "10%",
            "How long one decay takes, or the first cycle; steps if source.mode is live (schedules step, exponential, inverse-time, cosine-restarts)");
    public static final ConfigKey<Double> DECAY = optional(
            "training.schedule-decay",
            realNumber("(0, 1]"),
            "0.5",
            "What the rate is multiplied by with each decay; for inverse-time how fast it falls, 1 = to a half with the first (schedules step, exponential, inverse-time)");
    public static final ConfigKey<Double> END = optional(
            "training.schedule-end",
            realNumber("[0, 1]"),
            "0",
            "Share of the learning rate that remains at the end (schedules polynomial, cosine, cosine-restarts, one-cycle)");
    public static final ConfigKey<Double> POWER = optional(
            "training.schedule-power",
            realNumber("(0, 10]"),
            "1",
            "How the fall is bent: 1 is a straight line, 2 falls fast at first (schedule polynomial)");
    public static final ConfigKey<Double> GROWTH = optional(
            "training.schedule-growth",
            realNumber("[1, 10]"),
            "2",
            "How many times as long as the one before each cycle is (schedule cosine-restarts)");
    public static final ConfigKey<Double> RISE = optional(
            "training.schedule-rise",
            realNumber("(0, 1)"),
            "0.3",
            "Share of training.schedule-length in which the rate rises, before it falls (schedule one-cycle)");
    public static final ConfigKey<Double> START = optional(
            "training.schedule-start",
            realNumber("(0, 1]"),
            "0.04",
            "Share of the learning rate to begin with (schedule one-cycle)");
    public static final ConfigKey<Integer> WARMUP_STEPS = optional(
            "training.warmup-steps",
            wholeNumber(0, 1_000_000_000),
            "0",
            "Mini-batches over which the rate rises in a straight line, before any schedule; 0 = none");
    public static final ConfigKey<Boolean> REDUCE_ON_PLATEAU = optional(
            "training.reduce-on-plateau",
            trueOrFalse(),
            "false",
            "Reduce the learning rate when the validation loss stops falling: looked at after each pass, or each window if source.mode is live");
    public static final ConfigKey<Double> PLATEAU_REDUCTION = optional(
            "training.plateau-reduction",
            realNumber("(0, 1)"),
            "0.5",
            "What the rate is multiplied by then (training.reduce-on-plateau)");
    public static final ConfigKey<Integer> PLATEAU_PATIENCE = optional(
            "training.plateau-patience",
            wholeNumber(0, 1_000_000),
            "5",
            "Validations in a row without progress that are put up with (training.reduce-on-plateau)");
    public static final ConfigKey<Double> PLATEAU_THRESHOLD = optional(
            "training.plateau-threshold",
            realNumber("[0, 1)"),
            "0.0001",
            "By which share the validation loss must fall below its least to count as progress (training.reduce-on-plateau)");
    public static final ConfigKey<Double> PLATEAU_LEAST = optional(
            "training.plateau-least",
            realNumber("[0, 1]"),
            "0",
            "Share of the learning rate that reductions leave at least (training.reduce-on-plateau)");

    private ScheduleKeys() {}

    /** The key that says how long a schedule of this kind takes; empty for one that never changes. */
    public static Optional<ConfigKey<Span>> spanOf(ScheduleKind kind) {
        return switch (kind) {
            case CONSTANT -> Optional.empty();
            case STEP, EXPONENTIAL, INVERSE_TIME, COSINE_RESTARTS -> Optional.of(EVERY);
            case POLYNOMIAL, COSINE, ONE_CYCLE -> Optional.of(LENGTH);
        };
    }

    static List<ConfigKey<?>> all() {
        return List.copyOf(CATALOGUE);
    }

    private static <T> ConfigKey<T> optional(String name, ValueType<T> type, String defaultValue, String meaning) {
        ConfigKey<T> key = ConfigKey.optional(name, type, defaultValue, meaning);
        CATALOGUE.add(key);
        return key;
    }
}
