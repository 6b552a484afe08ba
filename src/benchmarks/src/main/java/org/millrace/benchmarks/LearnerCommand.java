package org.millrace.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.millrace.jobs.cli.ExitCode;
import org.millrace.model.math.Blas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace bench learner}: the table of the learner's speed, or the soak. */
@Command(
        name = "learner",
        description = "Measures a step of learning against its own matrix products (the floor) and against DL4J.",
        mixinStandardHelpOptions = true)
final class LearnerCommand implements Callable<Integer> {

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "A network by its widths, as 784-128-10; may be repeated. Otherwise 20-32-2, 784-128-10 and"
                    + " 784-1024-1024-10.")
    private List<Network> networks =
            List.of(new Network("20-32-2"), new Network("784-128-10"), new Network("784-1024-1024-10"));

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES}; may be repeated. Otherwise both.")
    private List<OptimizerKind> optimizers = List.of(OptimizerKind.values());

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Examples per step; may be repeated. Otherwise 1, 8, 32, 64, 256 and 1024.")
    private List<Integer> batches = List.of(1, 8, 32, 64, 256, 1024);

    @Option(
            names = "--round",
            paramLabel = "MS",
            defaultValue = "20",
            description = "How long a round takes, in milliseconds (default: ${DEFAULT-VALUE}).")
    private int round;

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
        requireSense();
        PrintWriter out = command.commandLine().getOut();
        out.println("Java " + Runtime.version() + " · OpenBLAS kernel " + Blas.kernel() + ", one thread");
        if (soak) {
            return new Soak(steps, out).run() ? ExitCode.SUCCESS : ExitCode.FAILURE;
        }
        List<LearnerRow> rows = measure(out);
        if (json != null) {
            JsonFile.write(json, new Report(rows));
        }
        return ExitCode.SUCCESS;
    }

    private void requireSense() {
        UsageChecks checks = new UsageChecks(command);
        checks.requireAtLeast(Soak.LEAST_STEPS, "--steps", steps);
        checks.requireAtLeast(1, "--round", round);
        for (int batch : batches) {
            checks.requireAtLeast(1, "--batch", batch);
        }
        checks.requireFile("--json", json);
    }

    private List<LearnerRow> measure(PrintWriter out) {
        LearnerBenchmark benchmark = new LearnerBenchmark(round);
        out.println(LearnerRow.HEADER);
        List<LearnerRow> rows = new ArrayList<>();
        for (Network network : networks) {
            for (OptimizerKind optimizer : optimizers) {
                for (int batch : batches) {
                    LearnerRow row = benchmark.measure(network, optimizer, batch);
                    out.println(row.line());
                    rows.add(row);
                }
            }
        }
        out.println("Medians of short rounds in which step and floor take turns. ÷ floor: the median of the rounds'");
        out.println("ratios; below 1 where the learner cuts a product that the floor leaves whole.");
        return rows;
    }

    private record Report(List<LearnerRow> rows) {}
}
