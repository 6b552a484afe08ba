package org.millrace.jobs.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.data.Datasets;
import org.millrace.jobs.data.generator.DriftSchedule;
import org.millrace.jobs.table.CsvTable;
import org.millrace.jobs.table.TableOptions;
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

    @Option(names = "--no-header", description = "The CSV file has no header line: its columns are named 1, 2, 3 …")
    private boolean headless;

    @Option(
            names = "--separator",
            paramLabel = "CHARACTER",
            description = "Between the cells of the CSV file (default: found out; tab for a tab).")
    private String separator;

    @Option(names = "--decimal-comma", description = "Numbers of the CSV file have a decimal comma.")
    private boolean decimalComma;

    @Option(
            names = "--ignore",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns of the CSV file that are no features, such as those that tell the label.")
    private List<String> ignored = List.of();

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
                description = "Your own table: CSV, plain, .gz or .zip; what its columns are is found out and shown.")
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
        return source != null
                || directory != null
                || label != null
                || !tableOptions().equals(TableOptions.NONE);
    }

    private TableOptions tableOptions() {
        return new TableOptions(
                !headless, Optional.ofNullable(separator).map(DataOptions::character), decimalComma, ignored);
    }

    private static char character(String text) {
        if (text.equals("tab")) {
            return '\t';
        }
        if (text.length() != 1) {
            throw new ConfigException("--separator must be one character, or tab: " + text);
        }
        return text.charAt(0);
    }

    /** Whether the examples are generated. */
    boolean isGenerated() {
        return source != null && source.generator != null;
    }

    /** The seed of what is drawn. */
    long seed() {
        return generator.seed();
    }

    /**
     * @param notes takes lines about how a table was understood
     * @throws ConfigException if the options do not fit each other or the task, or there is no such data set
     */
    Dataset dataset(Task task, Consumer<String> notes) {
        return dataset(task, DriftSchedule.NONE, notes);
    }

    /**
     * The data set, or the examples of a generator with drifts.
     *
     * @throws ConfigException if the options do not fit each other or the task, or there is no such data set
     */
    Dataset dataset(Task task, DriftSchedule schedule, Consumer<String> notes) {
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
            return CsvTable.read(source.csv, label, task, tableOptions(), notes);
        }
        if (label != null) {
            throw new ConfigException("--label goes with --csv FILE");
        }
        if (!tableOptions().equals(TableOptions.NONE)) {
            throw new ConfigException("--no-header, --separator, --decimal-comma and --ignore go with --csv FILE");
        }
        String name = source == null ? DEFAULT : source.dataset;
        return Datasets.named(name, Optional.ofNullable(directory));
    }
}
