package org.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.jobs.cli.ExitCode;

class BenchTest {

    private final BenchRun bench = new BenchRun();

    @TempDir
    private Path directory;

    @Test
    void explainsItself() {
        assertThat(bench.run("learner", "--help")).isEqualTo(ExitCode.SUCCESS);
        assertThat(bench.out())
                .contains("--network", "--optimizer", "--batch", "--round", "--json", "--soak", "--steps")
                .contains("sgd, adam")
                .contains("default: 10000000");
        assertThat(bench.errors()).isEmpty();
    }

    @Test
    void asksForACommand() {
        assertThat(bench.run()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(bench.out()).contains("learner");
    }

    @Test
    void refusesNonsenseInOneLine() {
        bench.assertWrong("a network is named by its widths, as 784-128-10: 784", "learner", "--network", "784");
        bench.assertWrong("--batch must be at least 1: 0", "learner", "--batch", "0");
        bench.assertWrong("--round must be at least 1: 0", "learner", "--round", "0");
        bench.assertWrong("--steps must be at least 20: 19", "learner", "--soak", "--steps", "19");
        bench.assertWrong("--json: is a directory: " + directory, "learner", "--json", directory.toString());
        bench.assertWrong(
                "--json: no such directory: " + directory.resolve("missing"),
                "learner",
                "--json",
                directory.resolve("missing/table.json").toString());
        bench.assertWrong("an optimizer is sgd or adam: rmsprop", "learner", "--optimizer", "rmsprop");
        bench.assertWrong("Unknown option: '--jason'", "learner", "--jason");
    }

    @Test
    void saysInOneLineWhatFailed() {
        Path tooLong = directory.resolve("x".repeat(300));
        assertThat(bench.run(shortRun("--json", tooLong.toString(), "--optimizer", "sgd")))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(bench.errors().lines())
                .singleElement(STRING)
                .startsWith("millrace: ")
                .contains("File name too long")
                .contains("; details are in ");
    }

    @Test
    void writesWhatItMeasuresAsATableAndAsJson() throws IOException {
        Path file = directory.resolve("table.json");
        assertThat(bench.run(shortRun("--json", file.toString()))).isEqualTo(ExitCode.SUCCESS);

        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.fieldNames()).toIterable().containsExactly("rows");
        assertThat(report.get("rows")).hasSize(4);
        for (JsonNode row : report.get("rows")) {
            assertThat(row.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "network",
                            "optimizer",
                            "batch",
                            "us_per_step",
                            "examples_per_second",
                            "floor_us",
                            "ratio_to_floor",
                            "dl4j_examples_per_second");
            assertThat(row.get("network").asText()).isEqualTo("5-4-3");
            double seconds = row.get("us_per_step").asDouble() / 1e6;
            assertThat(row.get("examples_per_second").asDouble() * seconds)
                    .isCloseTo(row.get("batch").asDouble(), within(1e-6));
            assertThat(row.get("floor_us").asDouble()).isPositive();
            assertThat(row.get("ratio_to_floor").asDouble()).isPositive();
            assertThat(row.get("dl4j_examples_per_second").asDouble()).isPositive();
        }
        assertThat(report.get("rows").findValuesAsText("optimizer")).containsExactly("sgd", "sgd", "adam", "adam");
        assertThat(report.get("rows").findValuesAsText("batch")).containsExactly("1", "3", "1", "3");

        List<String> lines = bench.out().lines().toList();
        assertThat(lines.get(0)).startsWith("Java ").contains("OpenBLAS kernel ");
        assertThat(lines.get(1)).isEqualTo(LearnerRow.HEADER);
        assertThat(lines.get(2)).startsWith("5-4-3             sgd           1 ");
        assertThat(lines.get(5)).startsWith("5-4-3             adam          3 ");
    }

    @Test
    void soaksAsLongAsItIsAskedTo() {
        bench.run("learner", "--soak", "--steps", "2000");
        List<String> lines = bench.out().lines().toList();
        assertThat(lines).hasSize(24);
        assertThat(lines.get(1)).startsWith("2,000 steps of 20-32-2");
        assertThat(lines.get(3)).startsWith("           100 ");
        assertThat(lines.get(22)).startsWith("         2,000 ");
        // Less where the collector frees meanwhile what other tests left behind.
        assertThat(lines.get(23)).containsPattern("off-heap (\\+0|-\\d+) bytes; 0 steps refused");
    }

    private static String[] shortRun(String... more) {
        List<String> all = new ArrayList<>(
                List.of("learner", "--network", "5-4-3", "--batch", "1", "--batch", "3", "--round", "1"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
