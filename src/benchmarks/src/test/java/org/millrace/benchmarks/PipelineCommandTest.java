package org.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.jobs.cli.ExitCode;

class PipelineCommandTest {

    private final BenchRun bench = new BenchRun();

    @TempDir
    private Path directory;

    @Test
    void offersTheFormatsThatCanBeRead() {
        assertThat(bench.run("pipeline", "--help")).isEqualTo(ExitCode.SUCCESS);
        assertThat(bench.out()).contains("Format of the records: " + String.join(", ", FormatName.all()));
    }

    @Test
    void refusesNonsenseInOneLine() {
        bench.assertWrong(
                "a format is one of " + String.join(", ", FormatName.all()) + ": xml", "pipeline", "--format", "xml");
        bench.assertWrong("values are uint8 or decimal: int4", "pipeline", "--values", "int4");
        bench.assertWrong("--features must be at least 1: 0", "pipeline", "--features", "0");
        bench.assertWrong("--hidden must be at least 1: 0", "pipeline", "--hidden", "8,0");
        bench.assertWrong("--seconds must be at least 1: 0", "pipeline", "--seconds", "0");
        bench.assertWrong("--json: is a directory: " + directory, "pipeline", "--json", directory.toString());
        bench.assertWrong(
                "--samples: no such directory: " + directory.resolve("missing"),
                "pipeline",
                "--samples",
                directory.resolve("missing/samples.html").toString());
    }

    @Test
    void measuresTheJobAndItsParts() throws IOException {
        Path json = directory.resolve("pipeline.json");
        Path samples = directory.resolve("samples.html");
        int exitCode = bench.run(
                "pipeline",
                "--format=json",
                "--features=5",
                "--hidden=4",
                "--classes=3",
                "--batch=8",
                "--partitions=2",
                "--parallelism=2",
                "--examples=20000",
                "--warm-up=0",
                "--seconds=2",
                "--json=" + json,
                "--samples=" + samples,
                "--set=validation.every=100",
                "--set=validation.window=10");
        assertThat(bench.errors()).isEmpty();
        assertThat(exitCode).isEqualTo(ExitCode.SUCCESS);

        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.fieldNames())
                .toIterable()
                .containsExactly(
                        "format",
                        "values",
                        "features",
                        "network",
                        "batch",
                        "partitions",
                        "parallelism",
                        "record_bytes",
                        "seconds",
                        "examples_per_second",
                        "examples_per_second_by_tenth",
                        "megabytes_per_second",
                        "learner_examples_per_second",
                        "floor_examples_per_second",
                        "source_examples_per_second",
                        "cpu_us",
                        "cpu_us_per_example",
                        "gc_share",
                        "gc_pause_share",
                        "checkpoint_overhead_ratio",
                        "metrics_overhead_ratio",
                        "allocated_bytes_per_example",
                        "resident_bytes_by_tenth");
        assertThat(report.get("network").asText()).isEqualTo("5-4-3");
        assertThat(report.get("seconds").asDouble()).isBetween(2.0, 4.0);
        for (String positive : new String[] {
            "record_bytes",
            "examples_per_second",
            "megabytes_per_second",
            "learner_examples_per_second",
            "floor_examples_per_second",
            "source_examples_per_second",
            "allocated_bytes_per_example"
        }) {
            assertThat(report.get(positive).asDouble()).as(positive).isPositive();
        }
        assertThat(report.get("cpu_us_per_example").fieldNames())
                .toIterable()
                .contains("fetch", "decode", "hold_out", "learn", "checkpoint", "broker", "gc", "other");
        assertThat(sum(report.get("cpu_us_per_example")))
                .isCloseTo(report.get("cpu_us").asDouble(), within(1e-6));
        assertThat(report.get("cpu_us_per_example").get("learn").asDouble()).isPositive();
        assertThat(report.get("examples_per_second_by_tenth")).hasSize(10);

        assertThat(bench.out()).contains("Pipeline ", "of the learner alone", "  decode ", "Checkpoints add ");
        assertThat(Files.readString(samples)).startsWith("<!DOCTYPE html>");
    }

    private static double sum(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .sum();
    }
}
