package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.listOf;
import static org.millrace.jobs.config.ValueType.oneOf;
import static org.millrace.jobs.config.ValueType.or;
import static org.millrace.jobs.config.ValueType.text;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.util.List;
import java.util.Optional;
import org.millrace.jobs.config.ConfigKey;

/** The keys of what becomes of records that are not examples. */
public final class ErrorKeys {

    /** Which records that are not examples a job tolerates. */
    public enum Tolerance {
        ALL,
        NONE
    }

    public static final ConfigKey<Tolerance> TOLERANCE = optional("errors.tolerance", oneOf(Tolerance.class), "all")
            .meaning(
                    "Records that are not examples go to topics.dead-letters, and the job continues (all), or the first of them ends the job (none)");
    public static final ConfigKey<Optional<Integer>> LIMIT_PER_MINUTE = optional(
                    "errors.limit-per-minute", or("none", wholeNumber(1, Integer.MAX_VALUE)), "none")
            .meaning(
                    "Number of dead letters within a minute, by the clock, in each of flink.parallelism tasks, above which the job ends, so that a wrong configuration does not drain the topic into the dead letters");
    public static final ConfigKey<List<String>> REDACT = optional(
                    "dead-letters.redact", listOf("list of names, may be empty", text("a name")), "[]")
            .meaning(
                    "Fields of JSON values that are masked in dead letters, at any depth; values that are not JSON are left out then");

    static final List<ConfigKey<?>> ALL = List.of(TOLERANCE, LIMIT_PER_MINUTE, REDACT);

    private ErrorKeys() {}
}
