package org.millrace.jobs.flink;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.millrace.jobs.config.ConfigException;

/** Checks, before anything starts, what can be checked of a savepoint. */
public final class Savepoints {

    static final String METADATA = "_metadata";

    private Savepoints() {}

    /**
     * The location of a savepoint as a URI.
     *
     * @param location a path of this machine, or a URI
     * @throws ConfigException if it is on this machine, and there is no savepoint
     */
    public static String existing(String location) {
        String uri = FlinkConfiguration.uri(location);
        if (uri.startsWith("file:")
                && !Files.isRegularFile(Path.of(URI.create(uri)).resolve(METADATA))) {
            throw new ConfigException("no savepoint or checkpoint at " + location + " (a directory with a file "
                    + METADATA + "); Flink printed the path when it made it");
        }
        return uri;
    }
}
