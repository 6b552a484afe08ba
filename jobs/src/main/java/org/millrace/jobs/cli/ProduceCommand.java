package org.millrace.jobs.cli;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.data.ProducedDataset;
import org.millrace.jobs.data.generator.DriftSchedule;
import org.millrace.jobs.produce.DatasetTopics;
import org.millrace.jobs.produce.Faults;
import org.millrace.jobs.produce.Play;
import org.millrace.jobs.watch.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "produce",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        header = "Writes a data set, or what a generator makes, to a topic of your own Kafka.",
        description = "Writes the examples to topics.examples, and the test part of the data set, if it has one, to"
                + " test.topic. Creates these topics and the output topics of train where they are missing;"
                + " topics.examples gets quickstart.partitions partitions. A generator goes on without end, unless there"
                + " is a --limit.")
public final class ProduceCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Mixin
    private DriftOptions drift;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Records per second (default: as fast as Kafka takes them).")
    private Double rate;

    @Option(names = "--loop", description = "Begins anew after the last example of a data set, without end.")
    private boolean loop;

    @Option(names = "--limit", paramLabel = "N", description = "Ends after N records.")
    private Long limit;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Format of the records: json or binary (default: that of the data set).")
    private RecordFormat format;

    @Option(
            names = "--broken",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Breaks a share of the records, so that there are dead letters to see: cut short, a feature too"
                            + " few, an unknown class (default: ${DEFAULT-VALUE}).")
    private double broken;

    @Option(names = "--if-empty", description = "Skips topics that already contain records.")
    private boolean ifEmpty;

    @Option(
            names = "--resume",
            description = "Goes on after as many records as topics.examples has had: a stream that was interrupted"
                    + " continues with the same examples.")
    private boolean resume;

    @Mixin
    private ConfigOptions config;

    @Override
    public Integer call() throws Exception {
        if (!data.given()) {
            throw new ConfigException(
                    "produce needs --dataset NAME, --generator NAME, or a file of yours: --csv, --arff, --jsonl, --libsvm or --idx");
        }
        if (ifEmpty && resume) {
            throw new ConfigException("--if-empty and --resume exclude each other");
        }
        Console console = Console.ofProcess();
        DriftSchedule schedule = drift.schedule();
        Play play = new Play(
                loop || data.isGenerated(),
                limit == null ? OptionalLong.empty() : OptionalLong.of(limit),
                rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                new Faults(broken, data.seed()),
                schedule,
                resume);
        DatasetTopics topics = new DatasetTopics(dataset(schedule, console), config::addTo, console);
        return Interruptible.run(() -> topics.fill(ifEmpty, play));
    }

    /** A generator drifts by itself. */
    private Dataset dataset(DriftSchedule schedule, Console console) {
        Dataset dataset = data.dataset(config.task(), schedule, console::print);
        return new ProducedDataset(
                dataset,
                format == null ? dataset.format() : format.of(dataset),
                data.isGenerated() ? DriftSchedule.NONE : schedule,
                drift.kind(),
                data.seed());
    }
}
