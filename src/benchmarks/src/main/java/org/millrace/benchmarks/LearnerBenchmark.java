package org.millrace.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.millrace.model.Adam;
import org.millrace.model.Blas;
import org.millrace.model.Evaluation;
import org.millrace.model.Learner;
import org.millrace.model.LearnerSettings;
import org.millrace.model.LearnerState;
import org.millrace.model.MiniBatch;
import org.millrace.model.Optimizer;
import org.millrace.model.Sgd;

/**
 * The learner's table: per network, optimizer and batch size the time of a step, of its matrix products alone (the floor),
 * and DL4J's throughput. Step and floor take turns in short rounds, so that a machine that slows down slows both; the
 * figures are medians over rounds, the ratio the median of the rounds' ratios.
 */
public final class LearnerBenchmark {

    /** One line of the table. */
    public record Row(
            String network,
            String optimizer,
            int batch,
            double usPerStep,
            double examplesPerSecond,
            double floorUs,
            double ratioToFloor,
            double dl4jExamplesPerSecond) {}

    private static final List<String> NETWORKS = List.of("20-32-2", "784-128-10", "784-1024-1024-10");
    private static final List<String> OPTIMIZERS = List.of("sgd", "adam");
    private static final List<Integer> BATCHES = List.of(1, 8, 32, 64, 256, 1024);
    private static final int WARM_UP_ROUNDS = 10;
    private static final int ROUNDS = 15;
    private static final long ROUND_NANOS = 20_000_000;

    private LearnerBenchmark() {}

    /** Prints the table; {@code --json FILE} writes it too, {@code --network NAME} keeps to one network. */
    public static void main(String[] arguments) {
        List<String> options = Arrays.asList(arguments);
        Path json = null;
        List<String> networks = NETWORKS;
        for (int i = 0; i < options.size(); i += 2) {
            String value = i + 1 < options.size() ? options.get(i + 1) : "";
            switch (options.get(i)) {
                case "--json" -> json = Path.of(value);
                case "--network" -> networks = List.of(value);
                default -> throw new IllegalArgumentException("unknown option: " + options.get(i));
            }
        }
        List<Row> rows = run(networks);
        if (json != null) {
            write(rows, json);
        }
    }

    /** Measures and prints row by row. */
    public static List<Row> run(List<String> networks) {
        System.out.printf(
                "%s%n%-18s %-5s %6s %11s %12s %10s %6s %12s%n",
                Blas.version(), "network", "opt", "batch", "us/step", "examples/s", "floor us", "ratio", "DL4J ex/s");
        List<Row> rows = new ArrayList<>();
        for (String network : networks) {
            for (String optimizer : OPTIMIZERS) {
                for (int batch : BATCHES) {
                    Row row = measure(new Network(network), optimizer, batch);
                    System.out.printf(
                            Locale.ROOT,
                            "%-18s %-5s %6d %11.2f %12.0f %10.2f %6.3f %12.0f%n",
                            row.network(),
                            row.optimizer(),
                            row.batch(),
                            row.usPerStep(),
                            row.examplesPerSecond(),
                            row.floorUs(),
                            row.ratioToFloor(),
                            row.dl4jExamplesPerSecond());
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static Row measure(Network network, String optimizer, int rows) {
        Optimizer chosen = optimizer.equals("adam") ? new Adam() : new Sgd();
        LearnerSettings settings = LearnerSettings.of(network.architecture())
                .withStandardize(false)
                .withOptimizer(chosen)
                .withLearningRate(0.001);
        MiniBatch batch = network.batch(rows, 1);
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState();
                Floor floor = new Floor(network, rows)) {
            Evaluation prequential = new Evaluation(network.outputs());
            Runnable step = () -> learner.learn(state, batch, prequential);
            double[] steps = new double[ROUNDS];
            double[] floors = new double[ROUNDS];
            double[] ratios = new double[ROUNDS];
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                double stepTime = microseconds(step);
                double floorTime = microseconds(floor::step);
                if (round >= 0) {
                    steps[round] = stepTime;
                    floors[round] = floorTime;
                    ratios[round] = stepTime / floorTime;
                }
            }
            double us = median(steps);
            Dl4j dl4j = new Dl4j(network, optimizer, batch);
            microseconds(dl4j::step);
            double dl4jUs =
                    median(new double[] {microseconds(dl4j::step), microseconds(dl4j::step), microseconds(dl4j::step)});
            return new Row(
                    network.name(),
                    optimizer,
                    rows,
                    us,
                    rows * 1e6 / us,
                    median(floors),
                    median(ratios),
                    rows * 1e6 / dl4jUs);
        }
    }

    /** Mean time of a run over one round. */
    private static double microseconds(Runnable work) {
        long start = System.nanoTime();
        long end = start;
        int runs = 0;
        while (end - start < ROUND_NANOS) {
            work.run();
            runs++;
            end = System.nanoTime();
        }
        return (end - start) / 1e3 / runs;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void write(List<Row> rows, Path file) {
        String lines = rows.stream()
                .map(row -> String.format(
                        Locale.ROOT,
                        "  {\"network\": \"%s\", \"optimizer\": \"%s\", \"batch\": %d, \"us_per_step\": %.3f, "
                                + "\"examples_per_second\": %.1f, \"floor_us\": %.3f, \"ratio_to_floor\": %.4f, "
                                + "\"dl4j_examples_per_second\": %.1f}",
                        row.network(),
                        row.optimizer(),
                        row.batch(),
                        row.usPerStep(),
                        row.examplesPerSecond(),
                        row.floorUs(),
                        row.ratioToFloor(),
                        row.dl4jExamplesPerSecond()))
                .collect(Collectors.joining(",\n", "{\"rows\": [\n", "\n]}\n"));
        try {
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
