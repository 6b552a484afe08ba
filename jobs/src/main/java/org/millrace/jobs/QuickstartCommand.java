package org.millrace.jobs;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.millrace.jobs.local.Console;
import org.millrace.jobs.local.LocalTraining;
import org.millrace.jobs.quickstart.Quickstart;
import org.millrace.jobs.train.ConfigOptions;
import org.millrace.jobs.train.Start;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        header = "Learns a data set from a topic, with a Kafka and a Flink of its own.",
        description = "Starts Kafka and Flink in this process, writes a data set to a topic, trains a network on it,"
                + " shows loss and accuracy as they move, and tests the network at the end.")
final class QuickstartCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Option(
            names = "--passes",
            paramLabel = "N",
            description = "How many times to read the training examples (epochs).")
    private Integer passes;

    @Option(names = "--summary", paramLabel = "FILE", description = "Writes the result as JSON.")
    private Path summary;

    @Mixin
    private ConfigOptions config;

    @Override
    public Integer call() throws Exception {
        Console console = Console.ofProcess();
        Quickstart quickstart =
                new Quickstart(data.dataset(config.task()), Optional.ofNullable(passes), config::addTo, console);
        Optional<Path> file = Optional.ofNullable(summary);
        file.ifPresent(LocalTraining::requireWritable);
        return Interruptible.run(() -> {
            console.print(new Versions().line());
            quickstart.run((connected, temporary) ->
                    new LocalTraining(connected, console, file).run(temporary.resolve("flink"), Start.ANEW));
        });
    }
}
