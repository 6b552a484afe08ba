package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One record of the {@code evaluations} topic: a validation window, a pass, or a test. Together they redraw every
 * curve.
 *
 * @param timestamp the latest timestamp among the examples seen so far, milliseconds since the epoch
 * @param training prequential: every training batch since the last record of the same kind, predicted before the
 *     network was trained on it
 * @param heldOut the validation or test examples
 * @param ledger of the whole run so far
 * @param network digest of the network, with passes and tests
 * @param horizons prequential figures that look further back, with passes and tests: by horizon, and by the code of their
 *     measure, those that are defined; null, which records of earlier versions are read with, is taken for none
 */
public record EvaluationRecord(
        Subject subject,
        long timestamp,
        LearnerStatus learner,
        Optional<Scores> training,
        Optional<Scores> heldOut,
        Ledger ledger,
        Optional<NetworkDigest> network,
        Map<String, Map<String, Double>> horizons) {

    /** The occasions of an evaluation. */
    public enum Kind {
        /** A complete validation window, with the learner as it then was. */
        WINDOW,
        /** A pass over all partitions: all its training batches, and all its validation windows. */
        PASS,
        /** The test examples, after the last pass; following a live topic, a batch of them. */
        TEST,
        /** A drift of the errors or of a feature, with the training batch that gave it away. */
        DRIFT
    }

    public EvaluationRecord {
        requireNonNull(subject, "subject");
        requireNonNull(learner, "learner");
        requireNonNull(training, "training");
        requireNonNull(heldOut, "heldOut");
        requireNonNull(ledger, "ledger");
        requireNonNull(network, "network");
        horizons = horizons == null ? new LinkedHashMap<>() : new LinkedHashMap<>(horizons);
    }

    @Override
    public Map<String, Map<String, Double>> horizons() {
        return Collections.unmodifiableMap(horizons);
    }

    /** A record without horizons. */
    public EvaluationRecord(
            Subject subject,
            long timestamp,
            LearnerStatus learner,
            Optional<Scores> training,
            Optional<Scores> heldOut,
            Ledger ledger,
            Optional<NetworkDigest> network) {
        this(subject, timestamp, learner, training, heldOut, ledger, network, Map.of());
    }

    public Kind kind() {
        return subject.kind();
    }

    public int pass() {
        return subject.pass();
    }

    /** The same for the same evaluation after any restart, so that consumers can identify duplicates. */
    public String key() {
        return subject.key() + drift().map(found -> "/" + found.number()).orElse("");
    }

    /** What has drifted, with a drift. */
    public Optional<Drift> drift() {
        return subject.drift();
    }

    /**
     * The object of an evaluation.
     *
     * @param pass number of the pass, from 1
     * @param examples which examples were evaluated, for a single window or batch
     * @param drift what has drifted, with a drift
     */
    public record Subject(Kind kind, String model, int pass, Optional<Range> examples, Optional<Drift> drift) {

        public Subject {
            requireNonNull(kind, "kind");
            requireNonNull(model, "model");
            requireNonNull(examples, "examples");
            requireNonNull(drift, "drift");
        }

        /** Of anything but a drift. */
        public Subject(Kind kind, String model, int pass, Optional<Range> examples) {
            this(kind, model, pass, examples, Optional.empty());
        }

        private String key() {
            String prefix = model + "/" + kind + "/" + pass;
            return examples.map(
                            range -> prefix + "/" + range.topic() + "-" + range.partition() + "@" + range.firstOffset())
                    .orElse(prefix);
        }
    }

    /**
     * The learner after its last step.
     *
     * @param step mini-batches trained on so far
     * @param refusedSteps mini-batches refused so far, because the loss or a gradient was not finite
     * @param learningRate of the last step
     * @param gradientNorm Euclidean norm of the last step's gradient, before clipping
     * @param best the network that early stopping keeps
     * @param classes names of the classes so far, in the order of the outputs, where they are discovered
     */
    public record LearnerStatus(
            long step,
            long refusedSteps,
            double learningRate,
            double gradientNorm,
            Optional<Best> best,
            Optional<List<String>> classes) {

        public LearnerStatus {
            requireNonNull(best, "best");
            classes = classes.map(List::copyOf);
        }

        /** Without early stopping, and of classes that are known beforehand. */
        public LearnerStatus(long step, long refusedSteps, double learningRate, double gradientNorm) {
            this(step, refusedSteps, learningRate, gradientNorm, Optional.empty(), Optional.empty());
        }
    }

    /**
     * The network with the best validation figure so far.
     *
     * @param number of its pass or, on a live topic, of its validation window, from 1
     * @param figure name of the figure, such as {@code loss}
     * @param stopped whether training has ended because nothing better came
     */
    public record Best(long number, String figure, double value, boolean stopped) {}

    /** Examples of one partition, from the first to the last offset. */
    public record Range(String topic, int partition, long firstOffset, long lastOffset) {}

    /**
     * @param parameters number of weights and biases
     * @param sha256 of the parameter vector, float32 little-endian, in hexadecimal
     */
    public record NetworkDigest(long parameters, long steps, String sha256) {}

    /**
     * A drift.
     *
     * @param number of the drift, from 1, in the life of the state
     * @param example the offset of the example that gave it away, in the partition of the batch, exact but for the records
     *     within the batch that are of other splits
     * @param detector its kind
     * @param feature number of the column that has drifted, from 0; empty where it is the errors that have
     * @param answer what was done about it; empty for a feature
     */
    public record Drift(
            long number, long example, String detector, Optional<Integer> feature, Optional<String> answer) {

        public Drift {
            requireNonNull(detector, "detector");
            requireNonNull(feature, "feature");
            requireNonNull(answer, "answer");
        }
    }
}
