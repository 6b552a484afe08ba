package org.millrace.model.schedule;

import static java.util.Objects.requireNonNull;

import org.millrace.model.math.Require;

/** The schedules; each is a value. With s for the step, counted from 0. */
public final class Schedules {

    /** Always the base rate. */
    public static final Schedule CONSTANT = new Constant();

    private Schedules() {}

    /** 1. */
    public record Constant() implements Schedule {
        @Override
        public double factor(long step) {
            return 1;
        }
    }

    /** {@code drop^⌊s / every⌋}. */
    public record StepDecay(double drop, long every) implements Schedule {
        public StepDecay {
            requireShare(drop, "drop");
            requireSteps(every, "every");
        }

        @Override
        public double factor(long step) {
            long drops = step / every;
            return Math.pow(drop, (double) drops);
        }
    }

    /** {@code decay^(s / every)}. */
    public record Exponential(double decay, long every) implements Schedule {
        public Exponential {
            requireShare(decay, "decay");
            requireSteps(every, "every");
        }

        @Override
        public double factor(long step) {
            return Math.pow(decay, (double) step / every);
        }
    }

    /** {@code 1 / (1 + decay · s / every)}. */
    public record InverseTime(double decay, long every) implements Schedule {
        public InverseTime {
            Require.notNegative(decay, "decay");
            requireSteps(every, "every");
        }

        @Override
        public double factor(long step) {
            return 1 / (1 + decay * step / every);
        }
    }

    /** {@code end + (1 - end)(1 - s / steps)^power} until {@code steps}, {@code end} from there on. */
    public record Polynomial(long steps, double power, double end) implements Schedule {
        public Polynomial {
            requireSteps(steps, "steps");
            Require.positive(power, "power");
            requireEnd(end);
        }

        @Override
        public double factor(long step) {
            return end + (1 - end) * Math.pow(1 - progress(step, steps), power);
        }
    }

    /** {@code end + (1 - end)(1 + cos(π s / steps)) / 2} until {@code steps}, {@code end} from there on. */
    public record Cosine(long steps, double end) implements Schedule {
        public Cosine {
            requireSteps(steps, "steps");
            requireEnd(end);
        }

        @Override
        public double factor(long step) {
            return cosine(1, end, progress(step, steps));
        }
    }

    /**
     * Cosine with warm restarts (SGDR, Loshchilov and Hutter 2017): a first cycle of {@code steps}, each next one
     * {@code growth} times as long.
     */
    public record CosineRestarts(long steps, double growth, double end) implements Schedule {
        public CosineRestarts {
            requireSteps(steps, "steps");
            Require.that(growth >= 1 && Double.isFinite(growth), "growth must be at least 1 and finite", growth);
            requireEnd(end);
        }

        @Override
        public double factor(long step) {
            if (growth == 1) {
                return cosine(1, end, (double) (step % steps) / steps);
            }
            // The cycle is the greatest c with steps (growth^c - 1) / (growth - 1) <= step.
            double cycle = Math.floor(Math.log1p(step * (growth - 1) / steps) / Math.log(growth) + 1e-12);
            double start = steps * (Math.pow(growth, cycle) - 1) / (growth - 1);
            double length = steps * Math.pow(growth, cycle);
            return cosine(1, end, Math.max(0, (step - start) / length));
        }
    }

    /**
     * One cycle (Smith 2018): by half a cosine from {@code start} up to 1 over the first {@code rise} of the steps, and by
     * another down to {@code end}.
     */
    public record OneCycle(long steps, double rise, double start, double end) implements Schedule {
        public OneCycle {
            requireSteps(steps, "steps");
            Require.that(rise > 0 && rise < 1, "rise must be in (0, 1)", rise);
            requireShare(start, "start");
            requireEnd(end);
        }

        @Override
        public double factor(long step) {
            double progress = progress(step, steps);
            return progress < rise ? cosine(start, 1, progress / rise) : cosine(1, end, (progress - rise) / (1 - rise));
        }
    }

    /** {@code (s + 1) / steps} for the first {@code steps}, then another schedule from its beginning. */
    public record WarmUp(long steps, Schedule then) implements Schedule {
        public WarmUp {
            requireSteps(steps, "steps");
            requireNonNull(then, "then");
        }

        @Override
        public double factor(long step) {
            return step < steps ? (double) (step + 1) / steps : then.factor(step - steps);
        }

        @Override
        public double factor(long step, double passes) {
            return step < steps ? (double) (step + 1) / steps : then.factor(step - steps, passes);
        }
    }

    /**
     * Another schedule that goes with the passes over the examples in place of the steps, whose number is not known
     * beforehand: a step of that schedule is a {@value #PARTS}th of a pass. Without passes it stays at its
     * beginning.
     */
    public record OverPasses(Schedule schedule) implements Schedule {

        /** How many parts a pass has. */
        public static final int PARTS = 1 << 20;

        public OverPasses {
            requireNonNull(schedule, "schedule");
        }

        @Override
        public double factor(long step) {
            return schedule.factor(0);
        }

        @Override
        public double factor(long step, double passes) {
            return schedule.factor((long) (passes * PARTS));
        }
    }

    private static double progress(long step, long steps) {
        return Math.min(1, (double) step / steps);
    }

    private static double cosine(double from, double to, double progress) {
        return to + (from - to) * (1 + Math.cos(Math.PI * progress)) / 2;
    }

    private static void requireSteps(long steps, String name) {
        Require.that(steps >= 1, name + " must be at least 1", steps);
    }

    private static void requireShare(double share, String name) {
        Require.that(share > 0 && share <= 1, name + " must be in (0, 1]", share);
    }

    private static void requireEnd(double end) {
        Require.that(end >= 0 && end <= 1, "end must be in [0, 1]", end);
    }
}
