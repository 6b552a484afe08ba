package org.millrace.jobs.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.kafka.Access;
import org.millrace.jobs.quickstart.Quickstart;
import org.millrace.jobs.train.LearningRateSweep;
import org.millrace.jobs.watch.Console;
import org.millrace.model.LearningRateFinder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "lr-find",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        header = "Proposes a learning rate.",
        description =
                "Trains on the first training examples of the topic with a rate that grows from batch to batch, and"
                        + " plots loss against learning rate. With --dataset or --csv it brings its own Kafka, as the"
                        + " quickstart does. The trained network is discarded.")
public final class LearningRateCommand implements Callable<Integer> {

    private static final int LEAST_EXAMPLES = 10;
    private static final int MOST_EXAMPLES = 10_000_000;
    private static final double GREATEST_RATE = 10;

    @Mixin
    private DataOptions data;

    @Mixin
    private ConfigOptions config;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Maximum number of training examples to read (default: ${DEFAULT-VALUE}).")
    private int examples;

    @Option(
            names = "--from",
            paramLabel = "RATE",
            defaultValue = "" + LearningRateFinder.DEFAULT_LEAST_RATE,
            description = "The rate of the first batch (default: ${DEFAULT-VALUE}).")
    private double from;

    @Option(
            names = "--to",
            paramLabel = "RATE",
            defaultValue = "" + LearningRateFinder.DEFAULT_GREATEST_RATE,
            description = "The rate of the last batch, unless the loss diverges before (default: ${DEFAULT-VALUE}).")
    private double to;

    @Override
    public Integer call() throws Exception {
        requireSense();
        Console console = Console.ofProcess();
        LearningRateSweep sweep = new LearningRateSweep(console, examples, from, to);
        return data.given() ? ofDataset(sweep, console) : ofTopic(sweep);
    }

    private int ofDataset(LearningRateSweep sweep, Console console) throws Exception {
        Quickstart quickstart =
                new Quickstart(data.dataset(config.task(), console::print), Optional.empty(), config::addTo, console);
        return Interruptible.run(() -> quickstart.run((connected, unused) -> sweep.run(connected)));
    }

    private int ofTopic(LearningRateSweep sweep) throws Exception {
        if (!config.given()) {
            throw new ConfigException(
                    "lr-find needs --config FILE to read a topic, or --dataset NAME or a file such as --csv FILE");
        }
        JobConfig loaded = config.load();
        Access.requireExamples(loaded);
        return Interruptible.run(() -> sweep.run(loaded));
    }

    private void requireSense() {
        if (examples < LEAST_EXAMPLES || examples > MOST_EXAMPLES) {
            throw new ConfigException(
                    "--examples must be in " + LEAST_EXAMPLES + ".." + MOST_EXAMPLES + ": " + examples);
        }
        if (!(from > 0 && to <= GREATEST_RATE && from < to)) {
            throw new ConfigException(
                    "--from and --to must be rates in (0, 10], the first below the second: " + from + ", " + to);
        }
    }
}
