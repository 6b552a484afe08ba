package org.millrace.jobs.config;

/** Something that several values must fulfil together. */
@FunctionalInterface
public interface Rule {

    /** @throws ConfigException as {@link Section#require} throws it, if the values do not go together */
    void check(Section section);
}
