package org.millrace.jobs.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.millrace.jobs.config.JobConfigBuilder;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.produce.Faults;
import org.millrace.jobs.produce.Play;
import org.millrace.jobs.quickstart.Quickstart;
import org.millrace.jobs.train.LocalTraining;
import org.millrace.jobs.train.Start;
import org.millrace.jobs.watch.Console;
import org.millrace.jobs.watch.PrometheusProgram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        header = "Trains on a data set, with a Kafka and a Flink of its own.",
        description = "Starts Kafka and Flink in this process, writes a data set to a topic, trains a network on it,"
                + " shows loss and accuracy as they change, and tests the network at the end.")
public final class QuickstartCommand implements Callable<Integer> {

    @Mixin
    private DataOptions data;

    @Mixin
    private DriftOptions drift;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Number of examples to take, of a generator as many as you like (default: all; of a generator"
                    + " 20,000).")
    private Long limit;

    @Option(names = "--passes", paramLabel = "N", description = "Number of passes over the training examples (epochs).")
    private Integer passes;

    @Option(names = "--summary", paramLabel = "FILE", description = "Writes the result as JSON.")
    private Path summary;

    @Option(
            names = "--keep-running",
            description = "Keeps Kafka, Flink's web UI and the job with its /metrics running after the result, until"
                    + " Ctrl-C.")
    private boolean keepRunning;

    @Option(
            names = "--prometheus",
            arity = "0..1",
            paramLabel = "PORT",
            fallbackValue = "0",
            description = "Starts the installed Prometheus, which scrapes /metrics with the rules of"
                    + " grafana/prometheus/rules until the quickstart ends (default: any free port).")
    private Integer prometheus;

    @Mixin
    private ConfigOptions config;

    @Override
    public Integer call() throws Exception {
        Console console = Console.ofProcess();
        Quickstart quickstart =
                new Quickstart(dataset(console), play(), Optional.ofNullable(passes), this::configure, console);
        Optional<Path> file = Optional.ofNullable(summary);
        file.ifPresent(LocalTraining::requireWritable);
        Optional<PrometheusProgram> program = Optional.ofNullable(prometheus).map(QuickstartCommand::prometheus);
        return Interruptible.run(() -> {
            console.print(new Versions().line());
            quickstart.run((connected, temporary) -> {
                LocalTraining training = new LocalTraining(connected, console, file);
                program.map(training::watchedBy).orElse(training).run(temporary.resolve("flink"), Start.ANEW);
            });
        });
    }

    private Dataset dataset(Console console) {
        return drift.drifting(data.dataset(config.task(), drift.schedule(), console::print), data);
    }

    private Play play() {
        return new Play(
                limit != null && data.isGenerated(),
                limit == null ? OptionalLong.empty() : OptionalLong.of(limit),
                OptionalDouble.empty(),
                Faults.NONE,
                drift.schedule(),
                false);
    }

    private JobConfigBuilder configure(JobConfigBuilder builder) {
        JobConfigBuilder configured = config.addTo(builder);
        return keepRunning ? configured.set(List.of(KafkaKeys.STAY_OPEN + "=true")) : configured;
    }

    private static PrometheusProgram prometheus(int port) {
        return PrometheusProgram.find(System.getenv("PATH"), LauncherFile.ALERT_RULES.in(System.getProperties()), port);
    }
}
