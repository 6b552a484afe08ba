package org.millrace.operators.metrics;

import static java.util.Objects.requireNonNull;
import static org.millrace.operators.metrics.Label.ACTUAL;
import static org.millrace.operators.metrics.Label.ANSWER;
import static org.millrace.operators.metrics.Label.BLAS_KERNEL;
import static org.millrace.operators.metrics.Label.CLASS;
import static org.millrace.operators.metrics.Label.HORIZON;
import static org.millrace.operators.metrics.Label.JAVA;
import static org.millrace.operators.metrics.Label.LAYER;
import static org.millrace.operators.metrics.Label.LE;
import static org.millrace.operators.metrics.Label.MODE;
import static org.millrace.operators.metrics.Label.MODEL;
import static org.millrace.operators.metrics.Label.NETWORK;
import static org.millrace.operators.metrics.Label.OF;
import static org.millrace.operators.metrics.Label.OPTIMIZER;
import static org.millrace.operators.metrics.Label.PREDICTED;
import static org.millrace.operators.metrics.Label.REASON;
import static org.millrace.operators.metrics.Label.RUN;
import static org.millrace.operators.metrics.Label.SPLIT;
import static org.millrace.operators.metrics.Label.TASK;
import static org.millrace.operators.metrics.Label.VERSION;
import static org.millrace.operators.metrics.MeterType.COUNTER;
import static org.millrace.operators.metrics.MeterType.GAUGE;
import static org.millrace.operators.metrics.MeterType.HISTOGRAM;
import static org.millrace.operators.metrics.MeterType.INFO;

import java.util.List;
import org.millrace.model.evaluation.Measure;

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
            "Examples trained on, validated and tested so far; each pass counts its examples again",
            MODEL,
            RUN,
            SPLIT),
    BATCHES(
            COUNTER,
            "millrace_batches",
            "batches",
            "Mini-batches, validation windows and test batches",
            MODEL,
            RUN,
            SPLIT),
    REHEARSED_EXAMPLES(
            COUNTER,
            "millrace_rehearsed_examples",
            "examples",
            "Examples of before that joined a mini-batch and were trained on again (training.rehearsal)",
            MODEL,
            RUN),
    UNTRAINED_EXAMPLES(
            COUNTER,
            "millrace_untrained_examples",
            "examples",
            "Training examples that came after early stopping had ended the training",
            MODEL,
            RUN),
    BEST_VALIDATION_FIGURE(
            GAUGE,
            "millrace_best_validation_figure",
            "1",
            "Best value so far of the figure that early stopping watches (training.early-stopping)",
            MODEL,
            RUN),
    TRAINING_STOPPED(
            GAUGE,
            "millrace_training_stopped",
            "1",
            "Whether early stopping has ended the training: 1 if so, else 0; only with training.early-stopping",
            MODEL,
            RUN),
    STEPS(COUNTER, "millrace_steps", "steps", "Training steps: mini-batches that updated the weights", MODEL, RUN),
    REFUSED_STEPS(
            COUNTER,
            "millrace_refused_steps",
            "steps",
            "Mini-batches that did not update the weights, because a feature, the loss or the gradient was NaN or"
                    + " infinite",
            MODEL,
            RUN),
    DRIFTS(
            COUNTER,
            "millrace_drifts",
            "drifts",
            "Drifts that were found: of the prequential errors, or of features",
            MODEL,
            RUN,
            OF),
    DRIFT_WARNINGS(
            COUNTER,
            "millrace_drift_warnings",
            "warnings",
            "Times that a drift of the errors began to look likely; ADWIN, Page-Hinkley and KSWIN do not warn",
            MODEL,
            RUN),
    DRIFT_ANSWERS(COUNTER, "millrace_drift_answers", "answers", "Answers to drifts of the errors", MODEL, RUN, ANSWER),
    EXAMPLES_SINCE_DRIFT(
            GAUGE,
            "millrace_examples_since_drift",
            "examples",
            "Examples trained on since the last drift of the errors; before the first, since training began",
            MODEL,
            RUN),
    PASSES(COUNTER, "millrace_passes", "passes", "Completed passes (epochs) over the training examples", MODEL, RUN),
    PLANNED_PASSES(
            GAUGE,
            "millrace_planned_passes",
            "passes",
            "How many passes there are to be; not for a live topic",
            MODEL,
            RUN),
    TRAINING_ENDED(
            GAUGE,
            "millrace_training_ended",
            "1",
            "Whether the last pass is complete: 1 if so, else 0; always 0 for a live topic",
            MODEL,
            RUN),

    STEP_LOSS(
            GAUGE,
            "millrace_step_loss",
            "loss",
            "Mean loss of the last mini-batch, predicted before it was trained on",
            MODEL,
            RUN),
    LOSS(
            GAUGE,
            "millrace_loss",
            "loss",
            "Mean loss. Validation: of the last window. Training: of the mini-batches since the previous window, each"
                    + " predicted before it was trained on. Test: of the last test",
            MODEL,
            RUN,
            SPLIT),
    ACCURACY(
            GAUGE,
            "millrace_accuracy_ratio",
            "ratio",
            "Share of correct predictions on the examples of millrace_loss; not for regression",
            MODEL,
            RUN,
            SPLIT),
    KAPPA(
            GAUGE,
            "millrace_kappa",
            "1",
            "Cohen's kappa on the examples of millrace_loss: 0 for guessing by class frequency, 1 for no error; not for"
                    + " regression",
            MODEL,
            RUN,
            SPLIT),
    MAE(
            GAUGE,
            "millrace_mae",
            "target",
            "Mean absolute error on the examples of millrace_loss; regression only",
            MODEL,
            RUN,
            SPLIT),
    RMSE(
            GAUGE,
            "millrace_rmse",
            "target",
            "Root mean squared error on the examples of millrace_loss; regression only",
            MODEL,
            RUN,
            SPLIT),
    R2(
            GAUGE,
            "millrace_r2",
            "1",
            "Coefficient of determination on the examples of millrace_loss, the explained share of the targets'"
                    + " variance:"
                    + " 0 for predicting their mean, negative for worse, 1 for no error; regression only",
            MODEL,
            RUN,
            SPLIT),
    SMOOTHED_LOSS(
            GAUGE,
            "millrace_smoothed_loss",
            "loss",
            "Exponential moving average of millrace_loss over the windows, with weight 0.1 for the newest; training and"
                    + " validation",
            MODEL,
            RUN,
            SPLIT),
    SMOOTHED_ACCURACY(
            GAUGE,
            "millrace_smoothed_accuracy_ratio",
            "ratio",
            "The same moving average of millrace_accuracy_ratio; not for regression",
            MODEL,
            RUN,
            SPLIT),
    BEST_ACCURACY(
            GAUGE,
            "millrace_best_accuracy_ratio",
            "ratio",
            "Highest millrace_smoothed_accuracy_ratio on validation so far, from the learner's tenth window on; not for"
                    + " regression",
            MODEL,
            RUN),
    BEST_PASS(
            GAUGE,
            "millrace_best_pass",
            "passes",
            "Number of the pass with millrace_lowest_validation_loss; not for a live topic",
            MODEL,
            RUN),
    LOWEST_VALIDATION_LOSS(
            GAUGE,
            "millrace_lowest_validation_loss",
            "loss",
            "Lowest validation loss so far: the mean over a pass or, for a live topic, millrace_smoothed_loss from the"
                    + " tenth window on",
            MODEL,
            RUN),
    OVERFITTING(
            GAUGE,
            "millrace_overfitting",
            "1",
            "Whether the network is overfitting: 1 if so, else 0. For three passes, or ten windows of a live topic, the"
                    + " validation loss was more than twice its lowest and the training loss less than half of it",
            MODEL,
            RUN),
    GENERALIZATION_GAP(
            GAUGE,
            "millrace_generalization_gap",
            "loss",
            "Smoothed validation loss minus smoothed training loss",
            MODEL,
            RUN),
    PASS_LOSS(
            GAUGE,
            "millrace_pass_loss",
            "loss",
            "Mean loss over the last complete pass; training and validation",
            MODEL,
            RUN,
            SPLIT),
    PASS_ACCURACY(
            GAUGE,
            "millrace_pass_accuracy_ratio",
            "ratio",
            "Share of correct predictions over the last complete pass; training and validation, not for regression",
            MODEL,
            RUN,
            SPLIT),

    EVALUATION_LOSS(Measure.LOSS, "loss", "Mean loss; of classes, the log loss"),
    EVALUATION_ACCURACY(Measure.ACCURACY, "ratio", "Share of correct predictions"),
    EVALUATION_BALANCED_ACCURACY(Measure.BALANCED_ACCURACY, "ratio", "Mean recall over the classes that have examples"),
    EVALUATION_MACRO_PRECISION(Measure.MACRO_PRECISION, "ratio", "Mean precision over all classes"),
    EVALUATION_MACRO_RECALL(
            Measure.MACRO_RECALL, "ratio", "Mean recall over all classes, those without examples included"),
    EVALUATION_MACRO_F1(Measure.MACRO_F1, "ratio", "Mean F1 over all classes"),
    EVALUATION_WEIGHTED_PRECISION(
            Measure.WEIGHTED_PRECISION, "ratio", "Mean precision over the classes, by how many examples each has"),
    EVALUATION_WEIGHTED_RECALL(
            Measure.WEIGHTED_RECALL,
            "ratio",
            "Mean recall over the classes, by how many examples each has: the accuracy"),
    EVALUATION_WEIGHTED_F1(Measure.WEIGHTED_F1, "ratio", "Mean F1 over the classes, by how many examples each has"),
    EVALUATION_KAPPA(
            Measure.KAPPA,
            "1",
            "Cohen's kappa: the accuracy above that of guessing by class frequency, 1 for no error"),
    EVALUATION_KAPPA_M(
            Measure.KAPPA_M,
            "1",
            "Kappa-M: the accuracy above that of always predicting the most frequent class, 1 for no error"),
    EVALUATION_KAPPA_TEMPORAL(
            Measure.KAPPA_TEMPORAL,
            "1",
            "Kappa-temporal: the accuracy above that of predicting the class of the example before, 1 for no error; not for multi-label"),
    EVALUATION_MATTHEWS_CORRELATION(
            Measure.MATTHEWS_CORRELATION, "1", "Correlation of actual and predicted classes, from -1 to 1"),
    EVALUATION_BRIER_SCORE(
            Measure.BRIER_SCORE, "1", "Mean squared error of the probabilities: from 0 to 2, of multi-label to 1"),
    EVALUATION_ROC_AUC(
            Measure.ROC_AUC,
            "1",
            "Area under the ROC curve of each class against the rest, the mean over classes; with the horizon sliding exact, else estimated; up to 32 classes, each of which has examples"),
    EVALUATION_CALIBRATION_ERROR(
            Measure.CALIBRATION_ERROR,
            "ratio",
            "Expected calibration error: mean distance between the probability of what is predicted and the share that is right, over 10 bins"),
    EVALUATION_TOP_5_ACCURACY(
            Measure.TOP_5_ACCURACY,
            "ratio",
            "Share of examples whose class is among the five most probable ones; for more than five classes"),
    EVALUATION_MAE(Measure.MAE, "target", "Mean absolute error; regression only"),
    EVALUATION_RMSE(Measure.RMSE, "target", "Root mean squared error; regression only"),
    EVALUATION_R2(
            Measure.R2,
            "1",
            "Share of the targets' variance that is explained: 0 for predicting their mean, 1 for no error; regression only"),
    EVALUATION_MAPE(
            Measure.MAPE,
            "ratio",
            "Mean absolute percentage error, as a ratio; regression only, undefined where a target is 0"),

    LEARNING_RATE(GAUGE, "millrace_learning_rate", "1", "Learning rate of the last step", MODEL, RUN),
    GRADIENT_NORM(
            GAUGE,
            "millrace_gradient_norm",
            "1",
            "Euclidean norm of the last gradient before clipping; not for plain gradient descent (sgd alone),"
                    + " which never stores it",
            MODEL,
            RUN),
    WEIGHT_NORM(
            GAUGE,
            "millrace_weight_norm",
            "1",
            "Euclidean norm of all weights and biases, every 100 steps",
            MODEL,
            RUN),
    UPDATE_RATIO(
            GAUGE,
            "millrace_update_to_weight_ratio",
            "ratio",
            "Norm of a step's update relative to the norm of the weights before it, every 100 steps",
            MODEL,
            RUN),
    LAYER_UPDATE_RATIO(
            GAUGE,
            "millrace_layer_update_to_weight_ratio",
            "ratio",
            "The same ratio for each layer by itself, the outputs included",
            MODEL,
            RUN,
            LAYER),
    ACTIVATION_DEVIATION(
            GAUGE,
            "millrace_activation_deviation",
            "1",
            "Standard deviation of the activations of a hidden layer, over units and examples of a mini-batch (at most"
                    + " its first 256); every 100 steps",
            MODEL,
            RUN,
            LAYER),
    DEAD_UNITS(
            GAUGE,
            "millrace_dead_units_ratio",
            "ratio",
            "Share of dead or saturated units in a hidden layer: the derivative of the activation is below 0.01 for"
                    + " every"
                    + " example of a mini-batch (at most its first 256), so no gradient reaches their weights; every"
                    + " 100 steps",
            MODEL,
            RUN,
            LAYER),

    CLASS_EXAMPLES(
            COUNTER,
            "millrace_class_examples",
            "examples",
            "Evaluated examples by their actual class",
            MODEL,
            RUN,
            SPLIT,
            CLASS),
    CLASS_CORRECT(
            COUNTER,
            "millrace_class_correct",
            "examples",
            "Correctly predicted examples by class",
            MODEL,
            RUN,
            SPLIT,
            CLASS),
    PREDICTIONS(
            COUNTER,
            "millrace_predictions",
            "examples",
            "Cells of the confusion matrix, over the whole run; up to 20 classes",
            MODEL,
            RUN,
            SPLIT,
            ACTUAL,
            PREDICTED),
    LAST_PREDICTIONS(
            GAUGE,
            "millrace_last_predictions",
            "examples",
            "The confusion matrix of the last validation (a pass or, for a live topic, a window) and of the last test; up"
                    + " to 20 classes",
            MODEL,
            RUN,
            SPLIT,
            ACTUAL,
            PREDICTED),
    CLASS_PRECISION(
            GAUGE,
            "millrace_class_precision_ratio",
            "ratio",
            "Share of the examples predicted as the class that belong to it: in the last validation (a pass or, for a"
                    + " live"
                    + " topic, a window) and the last test; up to 20 classes",
            MODEL,
            RUN,
            SPLIT,
            CLASS),
    CLASS_RECALL(
            GAUGE,
            "millrace_class_recall_ratio",
            "ratio",
            "Share of the examples of the class that were predicted as it, on the examples of"
                    + " millrace_class_precision_ratio",
            MODEL,
            RUN,
            SPLIT,
            CLASS),
    CLASS_F1(
            GAUGE,
            "millrace_class_f1_ratio",
            "ratio",
            "Harmonic mean of the class's precision and recall",
            MODEL,
            RUN,
            SPLIT,
            CLASS),

    MODEL_INFO(
            INFO,
            "millrace_model_info",
            "1",
            "The run's network, task, optimizer and mode as labels; always 1",
            MODEL,
            RUN,
            NETWORK,
            TASK,
            OPTIMIZER,
            MODE),
    BUILD_INFO(
            INFO,
            "millrace_build_info",
            "1",
            "What trains, as labels: versions of Millrace and Java, and the processor's kernel of OpenBLAS; always 1",
            VERSION,
            JAVA,
            BLAS_KERNEL),
    CLASSES(
            GAUGE,
            "millrace_classes",
            "classes",
            "Classes that the network tells apart; where they are discovered, those so far",
            MODEL,
            RUN),
    PARAMETERS(GAUGE, "millrace_parameters", "parameters", "Number of weights and biases of the network", MODEL, RUN),
    STATE_BYTES(
            GAUGE,
            "millrace_learner_state_bytes",
            "bytes",
            "Size of the learner in a checkpoint: weights, optimizer moments, scaling statistics, counts",
            MODEL,
            RUN),
    RESIDENT_BYTES(
            GAUGE,
            "millrace_process_resident_bytes",
            "bytes",
            "Resident memory of the training process: the heap and off-heap memory, which holds the network"),
    STEP_DURATION(
            HISTOGRAM,
            "millrace_step_duration_seconds",
            "seconds",
            "Time to predict a mini-batch and train on it, since the task started",
            MODEL,
            RUN,
            LE),
    EXAMPLE_LAG(
            GAUGE,
            "millrace_example_lag_seconds",
            "seconds",
            "Time since the timestamp of the newest example that was trained on or evaluated; it grows for as long as none"
                    + " come; live topics only",
            MODEL,
            RUN),

    RECORDS_READ(
            COUNTER,
            "millrace_records_read",
            "records",
            "Records read; a record counts each time it takes part, in training, validation, test or as a dead letter",
            MODEL,
            RUN),
    RECORDS_DEAD_LETTERED(
            COUNTER,
            "millrace_records_dead_lettered",
            "records",
            "Records read that were not valid examples",
            MODEL,
            RUN),
    RECORDS_LOST(
            COUNTER,
            "millrace_records_lost",
            "records",
            "Records that had fallen out of the retention of the topic before they were read, and were skipped"
                    + " (source.on-lost-records: skip); one for each offset",
            MODEL,
            RUN),
    LEDGER_DIFFERENCE(
            GAUGE,
            "millrace_ledger_difference",
            "records",
            "Records that are counted as read, but not yet trained on, validated, tested or dead-lettered; 0 at the end"
                    + " of a pass, never negative",
            MODEL,
            RUN),
    WAITING_RECORDS(
            GAUGE,
            "millrace_waiting_records",
            "records",
            "Records that wait in open batches and windows, of the partitions that had records since the task started; they"
                    + " are counted as read once their batch is complete"),
    DEAD_LETTERS(COUNTER, "millrace_dead_letters", "records", "Records that are not valid examples, by reason", REASON);

    private final MeterType type;
    private final String registeredName;
    private final String unit;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // What List.of makes is immutable.
    private final List<Label> labels;

    /** A figure over several horizons. */
    Meter(Measure measure, String unit, String help) {
        this(
                GAUGE,
                "millrace_evaluation_" + measure.code() + (unit.equals("ratio") ? "_ratio" : ""),
                unit,
                help,
                MODEL,
                RUN,
                SPLIT,
                HORIZON);
    }

    Meter(MeterType type, String registeredName, String unit, String help, Label... labels) {
        this.type = requireNonNull(type, "type");
        this.registeredName = requireNonNull(registeredName, "registeredName");
        this.unit = requireNonNull(unit, "unit");
        this.help = requireNonNull(help, "help");
        this.labels = List.of(labels);
    }

    /** The meter of a figure over several horizons. */
    static Meter of(Measure measure) {
        return valueOf("EVALUATION_" + measure.name());
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
