package org.millrace.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.FeatureKeys;
import org.millrace.jobs.config.keys.FormatKeys;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.kafka.Access;
import org.millrace.jobs.schema.AutoFeatures;
import org.millrace.jobs.schema.InferredSchema;
import org.millrace.jobs.schema.SchemaReport;
import org.millrace.jobs.watch.Console;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Reading;
import org.millrace.operators.source.RangeReader;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        header = "Shows how a record becomes numbers.",
        description =
                "Reads records as train reads them, and shows the first example column by column, and which records"
                        + " would be dead letters, and why.")
public final class SchemaCommand implements Callable<Integer> {

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "1000",
            description = "At most so many records are read (default: ${DEFAULT-VALUE}).")
    private int most;

    @Mixin
    private ConfigOptions options;

    /** Where the records come from. */
    private static final class Source {
        @Option(
                names = "--sample",
                paramLabel = "FILE",
                description = "A file with the value of a record on each line.")
        private Path sample;

        @Option(names = "--topic", description = "The topic of examples, from its beginning.")
        private boolean topic;
    }

    @Override
    public Integer call() throws Exception {
        Console console = Console.ofProcess();
        JobConfig config = source.topic ? options.load() : withoutBroker();
        if (source.topic) {
            Access.requireExamples(config);
        } else if (config.isWord(FeatureKeys.FEATURES)) {
            throw new ConfigException("features: auto looks at the topic; give --topic in place of --sample");
        }
        return Interruptible.run(() -> {
            JobConfig resolved = listed(config, console);
            SchemaReport report = new SchemaReport(FeatureKeys.schema(resolved), FormatKeys.settings(resolved));
            if (source.topic) {
                readTopic(resolved, report);
            } else {
                readFile(source.sample, report);
            }
            if (report.records() == 0) {
                throw new ConfigException(
                        (source.topic ? "topic " + resolved.get(KafkaKeys.EXAMPLES_TOPIC) : source.sample.toString())
                                + " holds no records");
            }
            console.print(report.text());
        });
    }

    private JobConfig withoutBroker() {
        return options.addTo(Keys.builder()).later(KafkaKeys.BOOTSTRAP_SERVERS).build();
    }

    /** With the list of features that {@code auto} stands for. */
    private static JobConfig listed(JobConfig config, Console console) {
        if (!config.isWord(FeatureKeys.FEATURES)) {
            return config;
        }
        InferredSchema inferred = AutoFeatures.infer(config);
        console.print(inferred.table());
        console.print("\n" + inferred.yaml());
        return config.with(inferred.settings());
    }

    private void readTopic(JobConfig config, SchemaReport report) throws IOException {
        new RangeReader(config.get(KafkaKeys.EXAMPLES_TOPIC), config.kafkaProperties()).read(unused -> {}, record -> {
            if (report.records() < most) {
                report.add(record);
            }
            return report.records() < most;
        });
    }

    private void readFile(Path file, SchemaReport report) {
        try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> !line.isBlank())
                    .limit(most)
                    .forEach(line -> report.add(new RawRecord(
                            Reading.LIVE,
                            new Place(file.toString(), 0, report.records()),
                            System.currentTimeMillis(),
                            null,
                            ByteBuffer.wrap(line.getBytes(UTF_8)),
                            List.of())));
        } catch (NoSuchFileException e) {
            throw new ConfigException("file not found: " + file, e);
        } catch (IOException | UncheckedIOException e) {
            throw new ConfigException(file + " cannot be read as lines of text in UTF-8", e);
        }
    }
}
