package org.millrace.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where warnings and errors of Flink, Kafka and ourselves are written; log4j2.properties names the same property. */
final class LogFile {

    private static final String PROPERTY = "millrace.log.file";

    /** How log4j2.properties names the file before this one. */
    private static final String BEFORE = ".1";

    private LogFile() {}

    public static Path path() {
        return Path.of(System.getProperty(PROPERTY, "millrace.log"));
    }

    /** Removes the log of a run that ended well. */
    static void discard() {
        try {
            Files.deleteIfExists(path());
            Files.deleteIfExists(Path.of(path() + BEFORE));
        } catch (IOException e) {
            // It stays behind in the temporary directory, which does no harm.
        }
    }
}
