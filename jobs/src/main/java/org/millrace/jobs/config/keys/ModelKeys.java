package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ConfigKey.required;
import static org.millrace.jobs.config.ValueType.distinct;
import static org.millrace.jobs.config.ValueType.listOf;
import static org.millrace.jobs.config.ValueType.oneOf;
import static org.millrace.jobs.config.ValueType.or;
import static org.millrace.jobs.config.ValueType.realNumber;
import static org.millrace.jobs.config.ValueType.text;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.model.loss.Task;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Initialization;

/** The keys of the network and of the task it is trained for. */
public final class ModelKeys {

    /** In place of the list: the classes are those that the labels name. */
    public static final String DISCOVER = "discover";

    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern CLASS = Pattern.compile("\\S(.*\\S)?");

    public static final ConfigKey<String> NAME = optional(
                    "model.name", text("1 to 100 of A-Z a-z 0-9 . _ -", MODEL), "millrace")
            .meaning("Name of the model; its state and its evaluations carry it");
    public static final ConfigKey<Optional<Integer>> FEATURES = optional(
                    "model.features", or("none", wholeNumber(1, 1_000_000)), "none")
            .meaning("Length of the array \"features\" of a record, where the features are not listed under features");
    public static final ConfigKey<Task> TASK = optional("model.task", oneOf(Task.class), "classification")
            .meaning(
                    "What to predict: one class per example, any number of classes per example (multi-label), or numbers (regression)");
    public static final ConfigKey<Optional<List<String>>> CLASSES = required(
                    "model.classes",
                    or(
                            DISCOVER,
                            distinct(
                                    "list of different names, 2 or more for classification", text("a name", CLASS), 1)))
            .meaning(
                    "Names of the classes in the order of their labels 0, 1, 2, ..., one output of the network each; discover: whatever the labels say, each new name one more output; for regression the names of the predicted numbers");
    public static final ConfigKey<Integer> MAX_CLASSES = optional("model.max-classes", wholeNumber(2, 1000), "100")
            .meaning(
                    "Classes that the labels of a partition may name (model.classes discover); a record with one more is a dead letter");
    public static final ConfigKey<List<Integer>> HIDDEN_LAYERS = optional(
                    "model.hidden-layers", listOf("list of 1..65536, may be empty", wholeNumber(1, 65_536)), "[64]")
            .meaning(
                    "Units of each hidden layer, from inputs to outputs; without hidden layers, [], the model is a softmax regression");
    public static final ConfigKey<Activation> ACTIVATION = optional("model.activation", oneOf(Activation.class), "relu")
            .meaning("Activation function of the hidden layers (identity makes them linear)");
    public static final ConfigKey<Initialization> INITIALIZATION = optional(
                    "model.initialization", oneOf(Initialization.class), "he")
            .meaning(
                    "Distribution of the initial weights: he suits relu and its relatives, xavier suits tanh and sigmoid; zeros and constant are for networks without hidden layers");
    public static final ConfigKey<Double> DROPOUT = optional("model.dropout", realNumber("[0, 1)"), "0")
            .meaning("Share of the hidden units dropped at random in each training step, against overfitting");

    static final List<ConfigKey<?>> ALL =
            List.of(NAME, FEATURES, TASK, CLASSES, MAX_CLASSES, HIDDEN_LAYERS, ACTIVATION, INITIALIZATION, DROPOUT);

    private ModelKeys() {}
}
