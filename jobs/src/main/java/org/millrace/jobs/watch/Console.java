package org.millrace.jobs.watch;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output: lines that stay, and on a terminal one status line below them that is drawn over and over. */
public final class Console {

    private static final String CLEAR_LINE = "\r\u001B[2K";

    private final PrintStream out;
    private final boolean terminal;
    private final int columns;
    private boolean statusShown;

    /**
     * @param terminal whether {@code out} is a terminal, on which lines can be drawn over
     * @param columns its width in characters
     */
    public Console(PrintStream out, boolean terminal, int columns) {
        this.out = requireNonNull(out, "out");
        this.terminal = terminal;
        this.columns = columns;
    }

    /** The console of this process; the launcher tells whether it is a terminal, and how wide. */
    public static Console ofProcess() {
        PrintStream utf8 = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        return new Console(
                utf8, Boolean.getBoolean("millrace.terminal"), Integer.getInteger("millrace.terminal.columns", 80));
    }

    /** Whether there is someone to draw a status line for. */
    public boolean isTerminal() {
        return terminal;
    }

    /** The width in characters. */
    public int columns() {
        return columns;
    }

    /** Prints lines that stay. */
    public synchronized void print(String lines) {
        clearStatus();
        out.println(lines);
    }

    /** Draws the status line on a terminal; does nothing in a pipe. */
    public synchronized void status(String line) {
        if (terminal) {
            out.print(CLEAR_LINE + (line.length() < columns ? line : line.substring(0, columns - 1)));
            out.flush();
            statusShown = true;
        }
    }

    /** Takes the status line away. */
    public synchronized void clearStatus() {
        if (statusShown) {
            out.print(CLEAR_LINE);
            out.flush();
            statusShown = false;
        }
    }
}
