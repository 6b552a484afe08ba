package org.millrace.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where warnings and errors of Flink, Kafka and ourselves are written; log4j2.properties names the same property. */
final class LogFile {

    private static final String PROPERTY = "millrace.log.file";

    private LogFile() {}

    public static Path path() {
        return Path.of(System.getProperty(PROPERTY, "millrace.log"));
    }

    /** Removes the log of a run that ended well. */
    static void discard() {
        try {
            Files.deleteIfExists(path());
        } catch (IOException e) {
            // It stays behind in the temporary directory, which does no harm.
        }
    }
}
