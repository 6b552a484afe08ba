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
        description = "Writes the examples to topics.examples, and those that are for the test only, if the data set"
                + " has such, to test.topic. Creates what is missing of these topics and of those that train writes"
                + " to; topics.examples gets quickstart.partitions partitions.")
public final class ProduceCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Option(names = "--if-empty", description = "Writes nothing to a topic that holds records already.")
    private boolean ifEmpty;

    @Mixin
    private ConfigOptions config;

    @Override
    public Integer call() throws Exception {
        if (!data.given()) {
            throw new ConfigException("produce needs --dataset NAME, or --csv FILE --label COLUMN");
        }
        DatasetTopics topics = new DatasetTopics(data.dataset(config.task()), config::addTo, Console.ofProcess());
        return Interruptible.run(() -> topics.fill(ifEmpty));
    }
}
