package org.millrace.jobs.cli;

/** The exit codes of the commands. */
public final class ExitCode {

    public static final int SUCCESS = 0;
    public static final int FAILURE = 1;
    /** Wrong usage, or a configuration that cannot be. */
    public static final int WRONG_USAGE = 2;

    private ExitCode() {}
}
