package org.millrace.jobs.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.JobConfigBuilder;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.config.keys.ModelKeys;
import org.millrace.model.loss.Task;
import picocli.CommandLine.Option;

/** The options that every command with a configuration takes. */
public final class ConfigOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration in YAML; src/docs/configuration.md documents every key.")
    private Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides one key; may be repeated.")
    private List<String> settings = new ArrayList<>();

    /** Puts the user's file and settings on top of {@code builder}. */
    public JobConfigBuilder addTo(JobConfigBuilder builder) {
        Optional.ofNullable(file).ifPresent(builder::file);
        return builder.set(settings).environment(System.getenv());
    }

    /** The task of the network; a data set is read for it before the rest of the configuration is known. */
    public Task task() {
        return addTo(Keys.builder()).valueSoFar(ModelKeys.TASK);
    }

    /** Whether anything was configured. */
    public boolean given() {
        return file != null || !settings.isEmpty();
    }

    /** The configuration of the options alone. */
    public JobConfig load() {
        return addTo(Keys.builder()).build();
    }
}
