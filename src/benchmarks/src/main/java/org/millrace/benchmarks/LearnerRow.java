package org.millrace.benchmarks;

import java.util.Locale;

/**
 * One line of the learner's table.
 *
 * @param network its widths
 * @param optimizer what updated the parameters
 * @param batch examples per step
 * @param usPerStep microseconds of a step
 * @param examplesPerSecond learned
 * @param floorUs microseconds of the step's matrix products alone
 * @param ratioToFloor step over floor
 * @param dl4jExamplesPerSecond learned by DL4J
 */
record LearnerRow(
        String network,
        OptimizerKind optimizer,
        int batch,
        double usPerStep,
        double examplesPerSecond,
        double floorUs,
        double ratioToFloor,
        double dl4jExamplesPerSecond) {

    static final String HEADER = String.format(
            "%-17s %-9s %5s %11s %12s %11s %8s %12s %7s",
            "network", "optimizer", "batch", "µs/step", "examples/s", "floor µs", "÷ floor", "DL4J ex/s", "× DL4J");

    String line() {
        return String.format(
                Locale.ROOT,
                "%-17s %-9s %5d %,11.1f %,12.0f %,11.1f %8.2f %,12.0f %7.1f",
                network,
                optimizer,
                batch,
                usPerStep,
                examplesPerSecond,
                floorUs,
                ratioToFloor,
                dl4jExamplesPerSecond,
                examplesPerSecond / dl4jExamplesPerSecond);
    }
}
