package org.millrace.jobs;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.data.CsvDataset;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.data.Datasets;
import org.millrace.jobs.local.Console;
import org.millrace.jobs.quickstart.Quickstart;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = {
            "Starts Kafka and Flink in this process, writes a data set to a topic, trains a network on it,",
            "shows loss and accuracy as they move, and tests the network at the end."
        })
final class QuickstartCommand implements Callable<Integer> {

    @ArgGroup(exclusive = true)
    private Data data = new Data();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the files of the data set are, if not where its Debian package puts them.")
    private Path directory;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "The column of the CSV file that holds the class; all others are features.")
    private String label;

    @Option(
            names = "--passes",
            paramLabel = "N",
            description = "How many times to read the training examples (epochs).")
    private Integer passes;

    @Option(names = "--summary", paramLabel = "FILE", description = "Writes the result as JSON.")
    private Path summary;

    @Mixin
    private ConfigOptions config;

    /** Where the examples come from. */
    private static final class Data {
        @Option(
                names = "--dataset",
                paramLabel = "NAME",
                defaultValue = "digits",
                description = "digits (default) or fashion-mnist.")
        private String dataset = "digits";

        @Option(
                names = "--csv",
                paramLabel = "FILE",
                description = "Your own table, plain or .gz, with a header line and numeric columns.")
        private Path csv;
    }

    @Override
    public Integer call() throws Exception {
        Console console = Console.ofProcess();
        Quickstart quickstart = new Quickstart(
                dataset(), Optional.ofNullable(passes), config::addTo, Optional.ofNullable(summary), console);
        return Interruptible.run(() -> {
            console.print(new Versions().line());
            quickstart.run();
        });
    }

    private Dataset dataset() {
        if (data.csv == null) {
            if (label != null) {
                throw new ConfigException("--label goes with --csv FILE");
            }
            return Datasets.named(data.dataset, Optional.ofNullable(directory));
        }
        if (label == null) {
            throw new ConfigException("--csv needs --label COLUMN: the column that holds the class");
        }
        return CsvDataset.read(data.csv, label);
    }
}
