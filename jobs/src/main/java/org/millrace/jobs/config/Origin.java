package org.millrace.jobs.config;

/**
 * Where a setting was written, to be named in error messages.
 *
 * @param text for example {@code my.yaml, line 3} or {@code --set}
 * @param byUser whether the user wrote it for this run, as against a default, a preset or what the program found out
 */
record Origin(String text, boolean byUser) {

    static final Origin DEFAULT = new Origin("default", false);
    static final Origin PROGRAM = new Origin("set by the program", false);
    static final Origin COMMAND_LINE = new Origin("--set", true);

    Origin line(int line) {
        return new Origin(text + ", line " + line, byUser);
    }
}
