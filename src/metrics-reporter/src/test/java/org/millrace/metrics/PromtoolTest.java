package org.millrace.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus itself says to what it would get. */
class PromtoolTest {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private final RunningReporter reporter = new RunningReporter();

    @TempDir
    private Path directory;

    @BeforeEach
    void register() {
        OptionalComponent.require(PROMTOOL, "prometheus");
        FixedMetrics.addTo(reporter);
    }

    @AfterEach
    void close() {
        reporter.close();
    }

    @Test
    void findsNothingToComplainOfInTheClassicText() throws Exception {
        Path text = Files.writeString(directory.resolve("metrics.txt"), reporter.scrape());

        assertThat(promtool(text, "check", "metrics")).isEmpty();
    }

    @Test
    void readsEverySampleOfTheOpenMetricsText() throws Exception {
        String text = reporter.send(reporter.request("/metrics").header("Accept", RunningReporter.OPEN_METRICS))
                .body();
        Path timed = Files.writeString(directory.resolve("metrics.txt"), withTimestamps(text));

        String blocks =
                promtool(timed, "tsdb", "create-blocks-from", "openmetrics", timed.toString(), directory.toString());

        long samples = text.lines().filter(line -> !line.startsWith("#")).count();
        assertThat(blocks)
                .as("samples, chunks, series")
                .containsPattern("\\s%1$d\\s+%1$d\\s+%1$d\\s".formatted(samples));
    }

    /** Promtool reads OpenMetrics only to fill a database with its past. */
    private static String withTimestamps(String text) {
        return text.lines()
                .map(line -> line.startsWith("#") ? line : line + " 1700000000")
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private String promtool(Path input, String... arguments) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(Stream.concat(Stream.of(PROMTOOL.toString()), Stream.of(arguments))
                        .toList())
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
