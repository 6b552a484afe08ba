package org.millrace.jobs.cli;

import java.util.concurrent.Callable;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.produce.DatasetTopics;
import org.millrace.jobs.watch.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "produce",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        header = "Writes a data set to a topic of your own Kafka.",
        description = "Writes the examples to topics.examples, and the test part of the data set, if it has one, to"
                + " test.topic. Creates these topics and the output topics of train where they are missing;"
                + " topics.examples gets quickstart.partitions partitions.")
public final class ProduceCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Option(names = "--if-empty", description = "Skips topics that already contain records.")
    private boolean ifEmpty;

    @Mixin
    private ConfigOptions config;

    @Override
    public Integer call() throws Exception {
        if (!data.given()) {
            throw new ConfigException("produce needs --dataset NAME, or --csv FILE --label COLUMN");
        }
        Console console = Console.ofProcess();
        DatasetTopics topics = new DatasetTopics(data.dataset(config.task(), console::print), config::addTo, console);
        return Interruptible.run(() -> topics.fill(ifEmpty));
    }
}
