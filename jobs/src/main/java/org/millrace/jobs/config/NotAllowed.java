package org.millrace.jobs.config;

/** A value is not what it must be. The message, {@code must be ...}, goes on after the name of a key. */
public final class NotAllowed extends IllegalArgumentException {

    private final String requirement;

    /** @param requirement what the value must be, such as {@code in (0, 10]} or {@code a whole number} */
    public NotAllowed(String requirement) {
        super("must be " + requirement);
        this.requirement = requirement;
    }

    String requirement() {
        return requirement;
    }
}
