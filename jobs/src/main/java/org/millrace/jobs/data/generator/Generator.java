package org.millrace.jobs.data.generator;

import java.util.List;

/** A source of examples of several concepts, between which a stream may drift. */
public interface Generator {

    String name();

    /** The fields of its rows. */
    List<Field> fields();

    /** The names of the classes, in the order of their labels. */
    List<String> classes();

    /** How many concepts there are. */
    int concepts();

    /**
     * Starts the sequence of a concept; the sequences of different concepts are independent of each other.
     *
     * @param number from 0 up to and without {@link #concepts()}
     */
    Concept concept(int number);
}
