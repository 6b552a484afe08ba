package org.millrace.jobs.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.data.CsvDataset;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.data.Datasets;
import org.millrace.jobs.data.generator.DriftSchedule;
import org.millrace.model.loss.Task;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose a data set. */
final class DataOptions {

    private static final String DEFAULT = "digits";

    @ArgGroup(exclusive = true)
    private Source source;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory of the data set's files (default: where its Debian package puts them).")
    private Path directory;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = {
                "The column of the CSV file that holds the class, or with --set model.task=regression",
                "the number to predict; all others are features."
            })
    private String label;

    @Mixin
    private GeneratorOptions generator;

    /** Where the examples come from. */
    private static final class Source {
        @Option(
                names = "--dataset",
                paramLabel = "NAME",
                description = "digits or fashion-mnist; the default of the quickstart is digits.")
        private String dataset;

        @Option(
                names = "--csv",
                paramLabel = "FILE",
                description = "Your own table, plain or .gz, with a header line and numeric columns.")
        private Path csv;

        @Option(
                names = "--generator",
                paramLabel = "NAME",
                description =
                        "A generator of artificial examples: sea, stagger, led, agrawal, hyperplane, rbf or sine.")
        private String generator;
    }

    /** Whether any of the options was given. */
    boolean given() {
        return source != null || directory != null || label != null;
    }

    /** Whether the examples are generated. */
    boolean isGenerated() {
        return source != null && source.generator != null;
    }

    /** The seed of what is drawn. */
    long seed() {
        return generator.seed();
    }

    /** @throws ConfigException if the options do not fit each other or the task, or there is no such data set */
    Dataset dataset(Task task) {
        return dataset(task, DriftSchedule.NONE);
    }

    /**
     * The data set, or the examples of a generator with drifts.
     *
     * @throws ConfigException if the options do not fit each other or the task, or there is no such data set
     */
    Dataset dataset(Task task, DriftSchedule schedule) {
        if (isGenerated()) {
            if (label != null || directory != null) {
                throw new ConfigException("--generator takes neither --label nor --data");
            }
            return generator.dataset(source.generator, schedule);
        }
        generator.requireNone();
        if (source != null && source.csv != null) {
            if (label == null) {
                throw new ConfigException("--csv needs --label COLUMN: the column that holds the class");
            }
            return CsvDataset.read(source.csv, label, task);
        }
        if (label != null) {
            throw new ConfigException("--label goes with --csv FILE");
        }
        String name = source == null ? DEFAULT : source.dataset;
        return Datasets.named(name, Optional.ofNullable(directory));
    }
}
