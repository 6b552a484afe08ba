package org.millrace.benchmarks;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.millrace.model.Blas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace bench learner}: the table of the learner's speed, or the soak. */
@Command(
        name = "learner",
        description = "Measures a step of learning against its own matrix products (the floor) and against DL4J.",
        mixinStandardHelpOptions = true)
final class LearnerCommand implements Callable<Integer> {

    private static final List<String> OPTIMIZERS = List.of("sgd", "adam");
    private static final List<Integer> BATCHES = List.of(1, 8, 32, 64, 256, 1024);

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "A network by its widths, as 784-128-10; may be repeated. Otherwise 20-32-2, 784-128-10 and"
                    + " 784-1024-1024-10.")
    private List<Network> networks =
            List.of(new Network("20-32-2"), new Network("784-128-10"), new Network("784-1024-1024-10"));

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the table as JSON, too.")
    private Path json;

    @Option(
            names = "--soak",
            description = "Instead of the table: learns for a long time on a small network, with batches that change,"
                    + " dropout, Adam and scaling, and says whether memory stays flat.")
    private boolean soak;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps of the soak, at least " + Soak.LEAST_STEPS + " (default: ${DEFAULT-VALUE}).")
    private long steps = 10_000_000;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        if (steps < Soak.LEAST_STEPS) {
            throw wrong("--steps must be at least " + Soak.LEAST_STEPS + ": " + steps);
        }
        if (json != null && !Files.isDirectory(json.toAbsolutePath().getParent())) {
            throw wrong("--json: no such directory: " + json.toAbsolutePath().getParent());
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("Java " + Runtime.version() + " · OpenBLAS kernel " + Blas.kernel() + ", one thread");
        if (soak) {
            return new Soak(steps, out).run() ? Bench.SUCCESS : Bench.FAILURE;
        }
        List<LearnerRow> rows = measure(out);
        if (json != null) {
            write(rows);
        }
        return Bench.SUCCESS;
    }

    private List<LearnerRow> measure(PrintStream out) {
        out.println(LearnerRow.HEADER);
        List<LearnerRow> rows = new ArrayList<>();
        for (Network network : networks) {
            for (String optimizer : OPTIMIZERS) {
                for (int batch : BATCHES) {
                    LearnerRow row = LearnerBenchmark.measure(network, optimizer, batch);
                    out.println(row.line());
                    rows.add(row);
                }
            }
        }
        out.println("Medians of short rounds in which step and floor take turns. ÷ floor: the median of the rounds'");
        out.println("ratios; below 1 where the learner cuts a product that the floor leaves whole.");
        return rows;
    }

    private void write(List<LearnerRow> rows) throws IOException {
        JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValue(json.toFile(), new Report(rows));
    }

    private ParameterException wrong(String what) {
        return new ParameterException(command.commandLine(), what);
    }

    private record Report(List<LearnerRow> rows) {}
}
