package org.millrace.operators.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.millrace.model.drift.DriftDetector;
import org.millrace.model.drift.DriftLevel;
import org.millrace.model.format.Versions;
import org.millrace.model.loss.MiniBatch;

/**
 * A detector for each feature, which takes in the first example of every batch: what it costs then does not grow with the
 * size of the batches. The detectors are made with the first batch.
 */
final class FeatureWatch {

    static final FeatureWatch NONE = new FeatureWatch(Optional.empty(), List.of());

    private static final int VERSION = 1;

    private final Optional<DriftDetector> pattern;
    private final List<DriftDetector> detectors;

    /** @param pattern of the detectors, which has seen nothing; none: features are not looked at */
    private FeatureWatch(Optional<DriftDetector> pattern, List<DriftDetector> detectors) {
        this.pattern = pattern;
        this.detectors = new ArrayList<>(detectors);
    }

    /** This watch if its detectors are wanted, or else a new one. */
    FeatureWatch following(Optional<DriftDetector> wanted) {
        boolean same = wanted.isPresent() && pattern.isPresent() && wanted.get().isLike(pattern.get());
        return same ? this : new FeatureWatch(wanted, List.of());
    }

    boolean looks() {
        return pattern.isPresent();
    }

    /** The kind of the detectors. */
    String kind() {
        return pattern.orElseThrow().kind();
    }

    /** Takes in the first example of a batch; returns the features that have drifted. */
    List<Integer> look(MiniBatch batch) {
        if (pattern.isEmpty()) {
            return List.of();
        }
        while (detectors.size() < batch.columns()) {
            detectors.add(pattern.get().fresh());
        }
        double[] values = new double[batch.columns()];
        batch.features().copyTo(values, 0, values.length);
        List<Integer> drifted = new ArrayList<>();
        for (int column = 0; column < values.length; column++) {
            if (Double.isFinite(values[column]) && detectors.get(column).add(values[column]) == DriftLevel.DRIFT) {
                drifted.add(column);
            }
        }
        return drifted;
    }

    FeatureWatch copy() {
        return new FeatureWatch(
                pattern, detectors.stream().map(DriftDetector::copy).toList());
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeBoolean(pattern.isPresent());
        if (pattern.isPresent()) {
            pattern.get().write(out);
            out.writeInt(detectors.size());
            for (DriftDetector detector : detectors) {
                detector.write(out);
            }
        }
    }

    static FeatureWatch read(DataInput in) throws IOException {
        Versions.read("a watch for drift of features", VERSION, in);
        if (!in.readBoolean()) {
            return NONE;
        }
        FeatureWatch watch = new FeatureWatch(Optional.of(DriftDetector.read(in)), List.of());
        int count = in.readInt();
        for (int column = 0; column < count; column++) {
            watch.detectors.add(DriftDetector.read(in));
        }
        return watch;
    }
}
