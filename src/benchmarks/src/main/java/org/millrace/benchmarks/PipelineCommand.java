package org.millrace.benchmarks;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.millrace.jobs.cli.ConfigOptions;
import org.millrace.jobs.cli.Interruptible;
import org.millrace.jobs.watch.Console;
import org.millrace.model.math.Blas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace bench pipeline}: the training job from topic to evaluations, and where its processor time goes. */
@Command(
        name = "pipeline",
        header = "Measures the training job on a topic of generated examples.",
        description = {
            "Starts Kafka and Flink in this process, as the quickstart does, fills a topic, and measures the training job"
                    + " in its steady state: checkpoints every 10 s, metrics on and scraped every 2 s, passes over the"
                    + " topic without end; 1 %% of the examples are validated instead of trained on. In the same run:"
                    + " the learner alone on a batch in memory, its matrix products alone, the source alone.",
            "Processor time is sampled (async-profiler, every 5 ms of each thread) and attributed to stages by thread"
                    + " and call stack. The costs of checkpoints and of metrics are their shares of these samples,"
                    + " over the rest; src/docs/benchmarks.md has the details."
        },
        mixinStandardHelpOptions = true)
final class PipelineCommand implements Callable<Integer> {

    @Option(
            names = "--format",
            paramLabel = "NAME",
            completionCandidates = FormatName.Names.class,
            description = "Format of the records: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private FormatName format = new FormatName("binary");

    @Option(
            names = "--values",
            paramLabel = "KIND",
            description = "Features: uint8 (whole numbers from 0 to 255; bytes in the binary format) or decimal (4"
                    + " decimals; float32 in the binary format) (default: ${DEFAULT-VALUE}).")
    private ValueKind values = ValueKind.UINT8;

    @Option(names = "--features", paramLabel = "N", description = "Features of an example (default: ${DEFAULT-VALUE}).")
    private int features = 784;

    @Option(
            names = "--examples",
            paramLabel = "N",
            description = "Examples in the topic (default: about 160 MiB of them, 10000 to 500000).")
    private Integer examples;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            split = ",",
            description = "Units of the hidden layers, separated by commas (default: ${DEFAULT-VALUE}).")
    private List<Integer> hidden = List.of(128);

    @Option(names = "--classes", paramLabel = "N", description = "Number of classes (default: ${DEFAULT-VALUE}).")
    private int classes = 10;

    @Option(names = "--batch", paramLabel = "N", description = "Examples of a mini-batch (default: ${DEFAULT-VALUE}).")
    private int batch = 64;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of the topic (default: ${DEFAULT-VALUE}).")
    private int partitions = 1;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Tasks that read, parse and hold out (default: ${DEFAULT-VALUE}).")
    private int parallelism = 1;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "Seconds from the first example to the measurement (default: ${DEFAULT-VALUE}).")
    private int warmUp = 30;

    @Option(names = "--seconds", paramLabel = "S", description = "Seconds of measurement (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the result as JSON, too.")
    private Path json;

    @Option(
            names = "--samples",
            paramLabel = "FILE",
            description =
                    "Writes the samples of the job's processor time, by thread and call stack: as a flame graph if the"
                            + " name ends in .html, else as collapsed stacks.")
    private Path samples;

    @Mixin
    private ConfigOptions config;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        requireSense();
        PrintWriter out = command.commandLine().getOut();
        out.println("Java " + Runtime.version() + " · OpenBLAS kernel " + Blas.kernel() + ", one thread");
        PipelineBenchmark benchmark =
                new PipelineBenchmark(settings(), config::addTo, Optional.ofNullable(samples), Console.ofProcess());
        return Interruptible.run(() -> {
            PipelineReport report = benchmark.run();
            report.print(out);
            if (json != null) {
                JsonFile.write(json, report);
            }
        });
    }

    private PipelineSettings settings() {
        TopicSettings topic = new TopicSettings(
                format,
                values,
                features,
                classes,
                examples == null ? OptionalInt.empty() : OptionalInt.of(examples),
                partitions);
        return new PipelineSettings(
                topic, hidden, batch, parallelism, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
    }

    /** The configuration checks the rest. */
    private void requireSense() {
        UsageChecks checks = new UsageChecks(command);
        checks.requireAtLeast(1, "--features", features);
        checks.requireAtLeast(2, "--classes", classes);
        checks.requireAtLeast(0, "--warm-up", warmUp);
        checks.requireAtLeast(1, "--seconds", seconds);
        checks.requireAtLeast(1, "--partitions", partitions);
        checks.requireAtLeast(1, "--parallelism", parallelism);
        if (examples != null) {
            checks.requireAtLeast(1, "--examples", examples);
        }
        for (int units : hidden) {
            checks.requireAtLeast(1, "--hidden", units);
        }
        checks.requireFile("--json", json);
        checks.requireFile("--samples", samples);
    }
}
