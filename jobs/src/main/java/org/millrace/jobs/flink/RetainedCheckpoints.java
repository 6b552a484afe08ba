package org.millrace.jobs.flink;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.millrace.jobs.config.ConfigException;

/** The checkpoints that jobs have left in a directory of this machine: {@code JOB/chk-N/_metadata}, written last of all. */
final class RetainedCheckpoints {

    private static final int DEPTH = 3;

    private final Path directory;

    /**
     * @param location a path or URI, as {@code flink.checkpoint-directory} has it
     * @throws ConfigException if it is not of this machine
     */
    RetainedCheckpoints(String location) {
        String uri = FlinkConfiguration.uri(location);
        if (!uri.startsWith("file:")) {
            throw new ConfigException("--supervise looks for checkpoints in flink.checkpoint-directory, which must be a"
                    + " directory of this machine: " + location);
        }
        this.directory = Path.of(URI.create(uri));
    }

    /** The one that was completed last, as a URI. */
    Optional<String> newest() throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        // Flink may remove a checkpoint meanwhile.
        try (Stream<Path> files = Files.find(directory, DEPTH, (path, unused) -> path.endsWith(Savepoints.METADATA))) {
            return files.max(comparing(RetainedCheckpoints::completed))
                    .map(metadata -> metadata.getParent().toUri().toString());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static FileTime completed(Path metadata) {
        try {
            return Files.getLastModifiedTime(metadata);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
