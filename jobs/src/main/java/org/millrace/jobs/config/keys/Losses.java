package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.autoOrOneOf;
import static org.millrace.jobs.config.ValueType.listOf;
import static org.millrace.jobs.config.ValueType.realNumber;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.millrace.jobs.config.Choice;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.NotAllowed;
import org.millrace.jobs.config.RawValue;
import org.millrace.jobs.config.ValueType;
import org.millrace.jobs.config.Values;
import org.millrace.model.loss.BinaryCrossEntropy;
import org.millrace.model.loss.ClassWeights;
import org.millrace.model.loss.Huber;
import org.millrace.model.loss.Loss;
import org.millrace.model.loss.MeanAbsoluteError;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.SoftmaxCrossEntropy;
import org.millrace.model.loss.Task;

/** The losses to choose from, each with the keys that it alone reads. A new one is a line in {@link #CHOICES}. */
public final class Losses {

    static final ConfigKey<Double> LABEL_SMOOTHING = optional("training.label-smoothing", realNumber("[0, 1)"), "0")
            .meaning("Share of each label that is spread evenly over all classes, against overconfidence");
    static final ConfigKey<ClassWeights> CLASS_WEIGHTS = optional("training.class-weights", classWeights(), "none")
            .meaning("Weight of an example by its class; balanced = inversely to the frequency of the class so far");
    static final ConfigKey<Double> HUBER_DELTA = optional(
                    "training.huber-delta", realNumber("(0, 1e6]"), Huber.DEFAULT_DELTA)
            .meaning("Errors up to this size count squared, greater ones linearly, so that outliers count less");

    /** Of those that suit a task, the first is its default. */
    public static final List<Choice<Loss>> CHOICES = List.of(
            new Choice<>(
                    "softmax-cross-entropy",
                    List.of(LABEL_SMOOTHING, CLASS_WEIGHTS),
                    config -> new SoftmaxCrossEntropy(config.get(LABEL_SMOOTHING), config.get(CLASS_WEIGHTS))),
            new Choice<>("binary-cross-entropy", new BinaryCrossEntropy()),
            new Choice<>("mse", new MeanSquaredError()),
            new Choice<>("mae", new MeanAbsoluteError()),
            new Choice<>("huber", List.of(HUBER_DELTA), config -> new Huber(config.get(HUBER_DELTA))));

    static final ConfigKey<Optional<Choice<Loss>>> LOSS = optional("training.loss", autoOrOneOf(CHOICES), "auto")
            .meaning(
                    "Loss function to minimise: softmax-cross-entropy for classification, binary-cross-entropy for multi-label, mse, mae or huber for regression; auto = the first for the task");

    static final List<ConfigKey<?>> ALL = List.of(LOSS);

    private Losses() {}

    /** The loss of a configuration. */
    public static Loss of(Values config) {
        return chosen(config).read(config);
    }

    /** The choice that is configured, or the one that {@code auto} means for the task. */
    static Choice<Loss> chosen(Values config) {
        return config.get(LOSS)
                .orElseGet(() ->
                        suiting(config.get(ModelKeys.TASK), config).findFirst().orElseThrow());
    }

    /** The choices that suit a task. */
    static Stream<Choice<Loss>> suiting(Task task, Values config) {
        return CHOICES.stream().filter(choice -> choice.read(config).task() == task);
    }

    /** {@code none}, {@code balanced}, or a list of positive weights. */
    private static ValueType<ClassWeights> classWeights() {
        ValueType<List<Double>> weights = listOf("", realNumber("(0, 1e6]"));
        return ValueType.ofRaw("none, balanced, or a list with one of (0, 1e6] per class", value -> {
            if (value instanceof RawValue.Items) {
                return new ClassWeights(weights.parse(value), false);
            }
            return switch (value.text().strip()) {
                case "none" -> ClassWeights.NONE;
                case "balanced" -> ClassWeights.BALANCED;
                default -> throw new NotAllowed("none, balanced or a list of weights such as [1, 2.5]");
            };
        });
    }
}
