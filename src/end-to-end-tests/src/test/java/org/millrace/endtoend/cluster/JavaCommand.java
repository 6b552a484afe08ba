package org.millrace.endtoend.cluster;

import java.nio.file.Path;

/** How this very test's Java is started once more. */
final class JavaCommand {

    static final String EXECUTABLE = tool("java");

    static final String OWN_CLASS_PATH = System.getProperty("java.class.path");

    /** For many short-lived processes on few cores: start quickly rather than run fast. */
    static final String START_QUICKLY = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private JavaCommand() {}

    /** A program that comes with Java. */
    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
