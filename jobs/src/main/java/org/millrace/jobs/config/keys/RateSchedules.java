package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.realNumber;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.millrace.jobs.config.Choice;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.ValueType;
import org.millrace.jobs.config.Values;
import org.millrace.model.schedule.Schedule;
import org.millrace.model.schedule.Schedules;

/**
 * The schedules to choose from, each with the keys that it alone reads: a schedule over so many steps. A new one is a
 * line in {@link #ALL}.
 */
final class RateSchedules {

    static final ConfigKey<Span> LENGTH = optional("training.schedule-length", span(), "100%")
            .meaning("Length of the schedule; 100% = until the end of the last pass; in steps if source.mode is live");
    static final ConfigKey<Span> EVERY = optional("training.schedule-every", span(), "10%")
            .meaning("Length of one decay, or of the first cycle; in steps if source.mode is live");
    private static final ConfigKey<Double> DECAY = optional("training.schedule-decay", realNumber("(0, 1]"), "0.5")
            .meaning(
                    "Factor by which the rate is multiplied with each decay; for inverse-time the speed of the decay, 1 = halved by the first");
    private static final ConfigKey<Double> END = optional("training.schedule-end", realNumber("[0, 1]"), "0")
            .meaning("Final rate, as a share of training.learning-rate");
    private static final ConfigKey<Double> POWER = optional("training.schedule-power", realNumber("(0, 10]"), "1")
            .meaning("Exponent of the decay: 1 is linear, 2 falls fast at first");
    private static final ConfigKey<Double> GROWTH = optional("training.schedule-growth", realNumber("[1, 10]"), "2")
            .meaning("Length of each cycle, as a multiple of the one before");
    private static final ConfigKey<Double> RISE = optional("training.schedule-rise", realNumber("(0, 1)"), "0.3")
            .meaning("Share of training.schedule-length in which the rate rises, before it falls");
    private static final ConfigKey<Double> START = optional("training.schedule-start", realNumber("(0, 1]"), "0.04")
            .meaning("Initial rate, as a share of training.learning-rate");

    static final List<Choice<LongFunction<Schedule>>> ALL = List.of(
            new Choice<>("constant", steps -> Schedules.CONSTANT),
            new Choice<>(
                    "step",
                    List.of(EVERY, DECAY),
                    config -> steps -> new Schedules.StepDecay(config.get(DECAY), steps)),
            new Choice<>(
                    "exponential",
                    List.of(EVERY, DECAY),
                    config -> steps -> new Schedules.Exponential(config.get(DECAY), steps)),
            new Choice<>(
                    "inverse-time",
                    List.of(EVERY, DECAY),
                    config -> steps -> new Schedules.InverseTime(config.get(DECAY), steps)),
            new Choice<>(
                    "polynomial",
                    List.of(LENGTH, POWER, END),
                    config -> steps -> new Schedules.Polynomial(steps, config.get(POWER), config.get(END))),
            new Choice<>(
                    "cosine", List.of(LENGTH, END), config -> steps -> new Schedules.Cosine(steps, config.get(END))),
            new Choice<>(
                    "cosine-restarts",
                    List.of(EVERY, GROWTH, END),
                    config -> steps -> new Schedules.CosineRestarts(steps, config.get(GROWTH), config.get(END))),
            new Choice<>(
                    "one-cycle",
                    List.of(LENGTH, RISE, START, END),
                    config -> steps ->
                            new Schedules.OneCycle(steps, config.get(RISE), config.get(START), config.get(END))));

    private RateSchedules() {}

    /** A schedule over its configured length. */
    static Schedule of(Choice<LongFunction<Schedule>> choice, Values config) {
        return lengthOf(choice)
                .map(key -> over(config.get(key), choice.read(config), config))
                .orElseGet(() -> choice.read(config).apply(1));
    }

    /** The key of a schedule's length; empty for one that never changes. */
    static Optional<ConfigKey<Span>> lengthOf(Choice<?> choice) {
        return Stream.of(LENGTH, EVERY).filter(choice.keys()::contains).findFirst();
    }

    /** The number of steps in a pass is not known beforehand, so a share of the run goes by the passes. */
    private static Schedule over(Span span, LongFunction<Schedule> schedule, Values config) {
        if (!span.needsPasses()) {
            return schedule.apply(Math.round(span.amount()));
        }
        double passes = span.passesOf(config.get(TrainingKeys.PASSES));
        return new Schedules.OverPasses(schedule.apply(Math.max(1, Math.round(passes * Schedules.OverPasses.PARTS))));
    }

    private static ValueType<Span> span() {
        return ValueType.of("up to 100% (of the run), passes, or steps", Span::parse);
    }
}
