package org.millrace.jobs.produce;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.data.generator.DriftSchedule;

/**
 * How examples are written to a topic.
 *
 * @param loop whether a data set begins anew after its last example
 * @param limit how many records are written at most
 * @param rate records per second; empty for as fast as Kafka takes them
 * @param faults what is wrong with some of them
 * @param schedule of the drifts that the examples have, to tell of them
 * @param resume whether to go on after the records that the topic has had, as if those were the first of this stream
 */
public record Play(
        boolean loop, OptionalLong limit, OptionalDouble rate, Faults faults, DriftSchedule schedule, boolean resume) {

    /** Every example once, as fast as can be. */
    public static final Play ONCE =
            new Play(false, OptionalLong.empty(), OptionalDouble.empty(), Faults.NONE, DriftSchedule.NONE, false);

    public Play {
        requireNonNull(faults, "faults");
        requireNonNull(schedule, "schedule");
        if (limit.isPresent() && limit.getAsLong() < 1) {
            throw new ConfigException("--limit must be at least 1: " + limit.getAsLong());
        }
        if (rate.isPresent() && !(rate.getAsDouble() > 0 && rate.getAsDouble() <= Pace.GREATEST_RATE)) {
            throw new ConfigException(
                    "--rate must be in (0, " + (long) Pace.GREATEST_RATE + "] per second: " + rate.getAsDouble());
        }
    }

    /** How many records there are to be in all, of a data set of {@code size} examples; empty if without end. */
    OptionalLong count(int size) {
        if (loop) {
            return limit;
        }
        return OptionalLong.of(Math.min(limit.orElse(size), size));
    }
}
