package org.millrace.operators.metrics;

import static java.util.Objects.requireNonNull;
import static org.millrace.operators.metrics.Label.ACTUAL;
import static org.millrace.operators.metrics.Label.CLASS;
import static org.millrace.operators.metrics.Label.LAYER;
import static org.millrace.operators.metrics.Label.LE;
import static org.millrace.operators.metrics.Label.MODEL;
import static org.millrace.operators.metrics.Label.NETWORK;
import static org.millrace.operators.metrics.Label.OPTIMIZER;
import static org.millrace.operators.metrics.Label.PREDICTED;
import static org.millrace.operators.metrics.Label.REASON;
import static org.millrace.operators.metrics.Label.SPLIT;
import static org.millrace.operators.metrics.Label.TASK;
import static org.millrace.operators.metrics.MeterType.COUNTER;
import static org.millrace.operators.metrics.MeterType.GAUGE;
import static org.millrace.operators.metrics.MeterType.HISTOGRAM;
import static org.millrace.operators.metrics.MeterType.INFO;

import java.util.List;

/**
 * The catalogue: every meter that Millrace has, and nothing that it does not measure. Names, units and types follow the
 * conventions of Prometheus. {@code src/docs/metrics.md} is written from it.
 *
 * <p>A meter is registered with Flink under {@link #registeredName}, its labels as variables of its group; the reporter
 * exports it as {@link #exportedName}.
 */
public enum Meter {
    EXAMPLES(
            COUNTER,
            "millrace_examples",
            "examples",
            "Examples learned from, validated and tested so far; with several passes each counts every time",
            MODEL,
            SPLIT),
    BATCHES(COUNTER, "millrace_batches", "batches", "Mini-batches, validation windows and test batches", MODEL, SPLIT),
    STEPS(COUNTER, "millrace_steps", "steps", "Steps down the loss: mini-batches that changed the weights", MODEL),
    REFUSED_STEPS(
            COUNTER,
            "millrace_refused_steps",
            "steps",
            "Mini-batches from which nothing was learned, because a feature, the loss or the gradient was NaN or infinite",
            MODEL),
    PASSES(COUNTER, "millrace_passes", "passes", "Complete passes over the training examples (epochs)", MODEL),
    TRAINING_ENDED(
            GAUGE,
            "millrace_training_ended",
            "1",
            "Whether the last pass is complete: 1 from then on; 0 before, and always for a live topic",
            MODEL),

    STEP_LOSS(
            GAUGE, "millrace_step_loss", "loss", "Mean loss of the last mini-batch before it was learned from", MODEL),
    LOSS(
            GAUGE,
            "millrace_loss",
            "loss",
            "Mean loss. Validation: of the last window. Training: of the mini-batches since the window before, each"
                    + " predicted before it was learned from. Test: of the last test",
            MODEL,
            SPLIT),
    ACCURACY(
            GAUGE,
            "millrace_accuracy_ratio",
            "ratio",
            "Share of right predictions among the same examples as millrace_loss; not for regression",
            MODEL,
            SPLIT),
    KAPPA(
            GAUGE,
            "millrace_kappa",
            "1",
            "Cohen's kappa of the same examples as millrace_loss: 0 for guessing by class frequency, 1 for no error; not for"
                    + " regression",
            MODEL,
            SPLIT),
    MAE(GAUGE, "millrace_mae", "target", "Mean absolute error of the same examples; regression only", MODEL, SPLIT),
    RMSE(
            GAUGE,
            "millrace_rmse",
            "target",
            "Root of the mean squared error of the same examples; regression only",
            MODEL,
            SPLIT),
    R2(
            GAUGE,
            "millrace_r2",
            "1",
            "Share of the targets' variance that is explained, R squared, of the same examples: 0 for guessing their mean,"
                    + " below 0 for worse, 1 for no error; regression only",
            MODEL,
            SPLIT),
    SMOOTHED_LOSS(
            GAUGE,
            "millrace_smoothed_loss",
            "loss",
            "Exponential mean of millrace_loss over the windows, the newest counting a tenth; training and validation",
            MODEL,
            SPLIT),
    SMOOTHED_ACCURACY(
            GAUGE,
            "millrace_smoothed_accuracy_ratio",
            "ratio",
            "The same mean of millrace_accuracy_ratio; not for regression",
            MODEL,
            SPLIT),
    BEST_ACCURACY(
            GAUGE,
            "millrace_best_accuracy_ratio",
            "ratio",
            "Highest millrace_smoothed_accuracy_ratio of validation so far, from the learner's tenth window on; not for"
                    + " regression",
            MODEL),
    GENERALIZATION_GAP(
            GAUGE,
            "millrace_generalization_gap",
            "loss",
            "Smoothed validation loss minus smoothed training loss: when it grows, the network is overfitting",
            MODEL),
    PASS_LOSS(
            GAUGE,
            "millrace_pass_loss",
            "loss",
            "Mean loss over the last complete pass; training and validation",
            MODEL,
            SPLIT),
    PASS_ACCURACY(
            GAUGE,
            "millrace_pass_accuracy_ratio",
            "ratio",
            "Share of right predictions over the last complete pass; not for regression",
            MODEL,
            SPLIT),

    LEARNING_RATE(GAUGE, "millrace_learning_rate", "1", "Learning rate of the last step", MODEL),
    GRADIENT_NORM(
            GAUGE,
            "millrace_gradient_norm",
            "1",
            "Euclidean norm of the last gradient, before clipping; plain gradient descent (sgd) does not write it down",
            MODEL),
    WEIGHT_NORM(GAUGE, "millrace_weight_norm", "1", "Euclidean norm of all weights and biases, every 100 steps", MODEL),
    UPDATE_RATIO(
            GAUGE,
            "millrace_update_to_weight_ratio",
            "ratio",
            "How far a step moved the weights, by their norm before it, every 100 steps",
            MODEL),
    DEAD_UNITS(
            GAUGE,
            "millrace_dead_units_ratio",
            "ratio",
            "Share of a hidden layer's perceptrons that are dead or saturated: the slope of the activation is below 0.01 for"
                    + " every example of a mini-batch (at most its first 256), so they learn nothing; every 100 steps",
            MODEL,
            LAYER),

    CLASS_EXAMPLES(
            COUNTER, "millrace_class_examples", "examples", "Predicted examples by their class", MODEL, SPLIT, CLASS),
    CLASS_CORRECT(
            COUNTER,
            "millrace_class_correct",
            "examples",
            "Examples whose class was predicted, by class",
            MODEL,
            SPLIT,
            CLASS),
    PREDICTIONS(
            COUNTER,
            "millrace_predictions",
            "examples",
            "The cells of the confusion matrix; with up to 20 classes",
            MODEL,
            SPLIT,
            ACTUAL,
            PREDICTED),
    CLASS_PRECISION(
            GAUGE,
            "millrace_class_precision_ratio",
            "ratio",
            "Of what was predicted to be the class, the share that is: in the last validation (a pass or, following a live"
                    + " topic, a window) and the last test; with up to 20 classes",
            MODEL,
            SPLIT,
            CLASS),
    CLASS_RECALL(
            GAUGE,
            "millrace_class_recall_ratio",
            "ratio",
            "Of what is of the class, the share that was found; of the same examples",
            MODEL,
            SPLIT,
            CLASS),
    CLASS_F1(
            GAUGE,
            "millrace_class_f1_ratio",
            "ratio",
            "The harmonic mean of the class's precision and recall; of the same examples",
            MODEL,
            SPLIT,
            CLASS),

    MODEL_INFO(INFO, "millrace_model_info", "1", "What the model is", MODEL, NETWORK, TASK, OPTIMIZER),
    PARAMETERS(GAUGE, "millrace_parameters", "parameters", "Weights and biases of the network", MODEL),
    STATE_BYTES(
            GAUGE,
            "millrace_learner_state_bytes",
            "bytes",
            "What a checkpoint writes of the learner: weights, what the optimizer and the scaling remember, counts",
            MODEL),
    RESIDENT_BYTES(
            GAUGE,
            "millrace_process_resident_bytes",
            "bytes",
            "Main memory of the process that trains: the heap, and everything outside it, where the network lies"),
    STEP_DURATION(
            HISTOGRAM,
            "millrace_step_duration_seconds",
            "seconds",
            "Time that a mini-batch took to be predicted and learned from, since the task started",
            MODEL,
            LE),
    EXAMPLE_LAG(
            GAUGE,
            "millrace_example_lag_seconds",
            "seconds",
            "Age of the newest example of the last batch, by its timestamp, when its turn came",
            MODEL),

    RECORDS_READ(COUNTER, "millrace_records_read", "records", "Records that took part, whatever became of them", MODEL),
    RECORDS_DEAD_LETTERED(
            COUNTER,
            "millrace_records_dead_lettered",
            "records",
            "Those of the records read that were no examples",
            MODEL),
    LEDGER_DIFFERENCE(
            GAUGE,
            "millrace_ledger_difference",
            "records",
            "Records read that are neither learned from nor validated, tested or dead-lettered: they wait in open batches and"
                    + " windows; 0 at the end of a pass, never below 0",
            MODEL),
    DEAD_LETTERS(COUNTER, "millrace_dead_letters", "records", "Records that are no examples, by reason", REASON);

    private final MeterType type;
    private final String registeredName;
    private final String unit;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // What List.of makes is immutable.
    private final List<Label> labels;

    Meter(MeterType type, String registeredName, String unit, String help, Label... labels) {
        this.type = requireNonNull(type, "type");
        this.registeredName = requireNonNull(registeredName, "registeredName");
        this.unit = requireNonNull(unit, "unit");
        this.help = requireNonNull(help, "help");
        this.labels = List.of(labels);
    }

    public MeterType type() {
        return type;
    }

    /** Its name in Flink's registry: as Prometheus knows it, without the {@code _total} of a counter. */
    public String registeredName() {
        return registeredName;
    }

    /** Its name in Prometheus. */
    public String exportedName() {
        return switch (type) {
            case COUNTER -> registeredName + "_total";
            case GAUGE, HISTOGRAM, INFO -> registeredName;
        };
    }

    /** A base unit, {@code ratio} for shares, or what is counted; {@code 1} for a bare number. */
    public String unit() {
        return unit;
    }

    public String help() {
        return help;
    }

    public List<Label> labels() {
        return labels;
    }
}
