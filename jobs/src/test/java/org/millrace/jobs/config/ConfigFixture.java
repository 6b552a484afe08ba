package org.millrace.jobs.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.millrace.jobs.config.keys.Keys;

/** Builds configurations that have all required keys. */
final class ConfigFixture {

    static final Map<String, Object> REQUIRED = Map.of(
            "model.features", 64, "model.classes", List.of("no", "yes"), "kafka.bootstrap.servers", "localhost:9092");

    private ConfigFixture() {}

    static JobConfigBuilder complete() {
        return Keys.builder().known(REQUIRED);
    }

    static JobConfig completeWith(String... settings) {
        return complete().set(List.of(settings)).build();
    }

    /** Writes {@code my.yaml} into the directory. */
    static Path file(Path directory, String text) {
        try {
            return Files.writeString(directory.resolve("my.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
