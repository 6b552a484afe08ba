package org.millrace.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.data.DriftKind;
import org.millrace.jobs.data.ProducedDataset;
import org.millrace.jobs.data.generator.DriftSchedule;
import picocli.CommandLine.Option;

/** The options of a stream that drifts. */
final class DriftOptions {

    @Option(
            names = "--drift",
            split = ",",
            paramLabel = "N",
            description = "Numbers of the examples where the stream drifts to the next concept: 25000,50000. A data set"
                    + " drifts as --drift-by says.")
    private List<Long> places = new ArrayList<>();

    @Option(
            names = "--drift-every",
            paramLabel = "N",
            description = "Drifts after every N examples, from the last of --drift on, without end.")
    private Long every;

    @Option(
            names = "--drift-width",
            paramLabel = "N",
            defaultValue = "0",
            description = "Makes drifts gradual: around a drift at p, example n is of the new concept with probability"
                    + " 1 / (1 + exp(-4 (n - p) / N)), as in MOA's ConceptDriftStream (default: 0, abrupt).")
    private long width;

    @Option(
            names = "--drift-by",
            paramLabel = "KIND",
            defaultValue = "features",
            description = "What a drift changes in a data set: its features change places (features), or two classes"
                    + " exchange their names (labels) (default: ${DEFAULT-VALUE}).")
    private DriftKind kind;

    DriftSchedule schedule() {
        return new DriftSchedule(places, every == null ? OptionalLong.empty() : OptionalLong.of(every), width);
    }

    /** A data set with the drifts that were asked for; a generator drifts by itself. */
    Dataset drifting(Dataset dataset, DataOptions data) {
        DriftSchedule schedule = schedule();
        return data.isGenerated() || schedule.equals(DriftSchedule.NONE)
                ? dataset
                : new ProducedDataset(dataset, dataset.format(), schedule, kind, data.seed());
    }

    DriftKind kind() {
        return kind;
    }
}
