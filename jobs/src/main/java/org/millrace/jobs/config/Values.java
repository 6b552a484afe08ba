package org.millrace.jobs.config;

/** Typed values by key: those of a whole configuration, or of one entry of a {@link StructureList} in it. */
public interface Values {

    /**
     * The value of a key.
     *
     * @throws IllegalStateException if it is a required key that has no value yet, or is no key of this entry
     */
    <T> T get(ConfigKey<T> key);
}
