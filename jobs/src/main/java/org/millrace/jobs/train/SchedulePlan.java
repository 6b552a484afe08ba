package org.millrace.jobs.train;

import java.util.Optional;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.Keys;
import org.millrace.jobs.config.ScheduleKeys;
import org.millrace.jobs.config.Span;
import org.millrace.model.schedule.PlateauRule;
import org.millrace.model.schedule.Schedule;
import org.millrace.model.schedule.Schedules;

/** Reads off a checked configuration how the learning rate is to move. */
final class SchedulePlan {

    private SchedulePlan() {}

    static Schedule schedule(JobConfig config) {
        Schedule schedule = ScheduleKeys.spanOf(config.get(ScheduleKeys.SCHEDULE))
                .map(key -> over(config.get(key), config))
                .orElse(Schedules.CONSTANT);
        int warmUp = config.get(ScheduleKeys.WARMUP_STEPS);
        return warmUp == 0 ? schedule : new Schedules.WarmUp(warmUp, schedule);
    }

    static Optional<PlateauRule> plateau(JobConfig config) {
        if (!config.get(ScheduleKeys.REDUCE_ON_PLATEAU)) {
            return Optional.empty();
        }
        return Optional.of(new PlateauRule(
                config.get(ScheduleKeys.PLATEAU_REDUCTION),
                config.get(ScheduleKeys.PLATEAU_PATIENCE),
                config.get(ScheduleKeys.PLATEAU_THRESHOLD),
                config.get(ScheduleKeys.PLATEAU_LEAST)));
    }

    /** How many steps a pass has is known to nobody beforehand, so a share of the run goes by the passes. */
    private static Schedule over(Span span, JobConfig config) {
        if (!span.needsPasses()) {
            return of(Math.round(span.amount()), config);
        }
        double passes = span.passesOf(config.get(Keys.PASSES));
        return new Schedules.OverPasses(of(Math.max(1, Math.round(passes * Schedules.OverPasses.PARTS)), config));
    }

    private static Schedule of(long steps, JobConfig config) {
        double decay = config.get(ScheduleKeys.DECAY);
        double end = config.get(ScheduleKeys.END);
        return switch (config.get(ScheduleKeys.SCHEDULE)) {
            case CONSTANT -> Schedules.CONSTANT;
            case STEP -> new Schedules.StepDecay(decay, steps);
            case EXPONENTIAL -> new Schedules.Exponential(decay, steps);
            case INVERSE_TIME -> new Schedules.InverseTime(decay, steps);
            case POLYNOMIAL -> new Schedules.Polynomial(steps, config.get(ScheduleKeys.POWER), end);
            case COSINE -> new Schedules.Cosine(steps, end);
            case COSINE_RESTARTS -> new Schedules.CosineRestarts(steps, config.get(ScheduleKeys.GROWTH), end);
            case ONE_CYCLE ->
                new Schedules.OneCycle(steps, config.get(ScheduleKeys.RISE), config.get(ScheduleKeys.START), end);
        };
    }
}
