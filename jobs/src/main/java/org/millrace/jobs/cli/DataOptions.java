package org.millrace.jobs.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.data.Datasets;
import org.millrace.jobs.data.IdxDataset;
import org.millrace.jobs.data.LibsvmFile;
import org.millrace.jobs.data.generator.DriftSchedule;
import org.millrace.jobs.table.TableFormat;
import org.millrace.jobs.table.TableOptions;
import org.millrace.jobs.table.UserTable;
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
                "The column of the file that holds the class, or with --set model.task=regression",
                "the number to predict; all others are features. ARFF has the attribute class, or the last, by custom."
            })
    private String label;

    @Option(names = "--labels", paramLabel = "FILE", description = "The labels of the images of --idx.")
    private Path labels;

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
            description = "Columns of the file that are no features, such as those that tell the label.")
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
                names = "--arff",
                paramLabel = "FILE",
                description = "Your own table in Weka's format, as MOA and OpenML hand them out.")
        private Path arff;

        @Option(names = "--jsonl", paramLabel = "FILE", description = "Your own table with a JSON object on each line.")
        private Path jsonl;

        @Option(
                names = "--libsvm",
                paramLabel = "FILE",
                description = "Your own examples in the sparse format of LIBSVM: LABEL INDEX:VALUE ….")
        private Path libsvm;

        @Option(
                names = "--idx",
                paramLabel = "FILE",
                description = "Your own images in the format of MNIST; --labels names the file of their labels.")
        private Path idx;

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
                || labels != null
                || !tableOptions().equals(TableOptions.NONE);
    }

    private TableOptions tableOptions() {
        return tableOptions(TableFormat.CSV);
    }

    private TableOptions tableOptions(TableFormat format) {
        return new TableOptions(
                format, !headless, Optional.ofNullable(separator).map(DataOptions::character), decimalComma, ignored);
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
        return source != null && source.dataset == null ? ofFile(task, notes) : named();
    }

    private Dataset ofFile(Task task, Consumer<String> notes) {
        if (source.csv != null) {
            return UserTable.read(source.csv, Optional.of(label("--csv")), task, tableOptions(), notes);
        }
        if (headless || separator != null || decimalComma) {
            throw new ConfigException("--no-header, --separator and --decimal-comma go with --csv FILE");
        }
        if (source.jsonl != null) {
            return UserTable.read(
                    source.jsonl, Optional.of(label("--jsonl")), task, tableOptions(TableFormat.JSONL), notes);
        }
        if (source.arff != null) {
            return UserTable.read(source.arff, Optional.ofNullable(label), task, tableOptions(TableFormat.ARFF), notes);
        }
        if (label != null || !ignored.isEmpty()) {
            throw new ConfigException("--label and --ignore name columns, which only --csv, --jsonl and --arff have");
        }
        if (source.libsvm != null) {
            return LibsvmFile.read(source.libsvm, task);
        }
        if (labels == null) {
            throw new ConfigException("--idx needs --labels FILE: the labels of the images");
        }
        return IdxDataset.read(source.idx, labels);
    }

    private String label(String option) {
        if (label == null) {
            throw new ConfigException(option + " needs --label COLUMN: the column that holds the class");
        }
        return label;
    }

    private Dataset named() {
        if (label != null) {
            throw new ConfigException("--label goes with --csv, --jsonl or --arff FILE");
        }
        if (labels != null) {
            throw new ConfigException("--labels goes with --idx FILE");
        }
        if (!tableOptions().equals(TableOptions.NONE)) {
            throw new ConfigException("--no-header, --separator, --decimal-comma and --ignore go with --csv FILE");
        }
        String name = source == null ? DEFAULT : source.dataset;
        return Datasets.named(name, Optional.ofNullable(directory));
    }
}
