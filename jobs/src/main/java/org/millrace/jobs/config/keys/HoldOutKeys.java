package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.oneOf;
import static org.millrace.jobs.config.ValueType.realNumber;
import static org.millrace.jobs.config.ValueType.text;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.util.List;
import java.util.regex.Pattern;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.model.evaluation.Horizons;
import org.millrace.model.evaluation.SlidingWindow;
import org.millrace.operators.policy.SplitPolicy.TestBy;

/** The keys of how a model is evaluated: on which examples that are held out of training, and how far back figures look. */
public final class HoldOutKeys {

    public static final ConfigKey<Integer> VALIDATION_EVERY = optional(
                    "validation.every", wholeNumber(2, 10_000_000), "1000")
            .meaning("Cycle length in offsets of a partition");
    public static final ConfigKey<Integer> VALIDATION_WINDOW = optional(
                    "validation.window", wholeNumber(0, 65_536), "100")
            .meaning(
                    "Size of the validation window: the last N offsets of each cycle are held out for validation, never trained on; 0 = no validation; smaller than validation.every");
    public static final ConfigKey<Double> TEST_FRACTION = optional("test.fraction", realNumber("[0, 0.9]"), "0.1")
            .meaning(
                    "Share of the examples held out as the test dataset, for an independent evaluation after training; 0 = no test");
    public static final ConfigKey<TestBy> TEST_BY = optional("test.by", oneOf(TestBy.class), "place")
            .meaning(
                    "Property of an example that selects it for the test dataset: its place (partition and offset) or its id");
    public static final ConfigKey<String> TEST_TOPIC = optional(
                    "test.topic", text("a topic name, or empty", Pattern.compile("|" + KafkaKeys.TOPIC.pattern())), "")
            .meaning("Topic of test examples, instead of test.fraction; empty = none");

    public static final ConfigKey<Integer> EVALUATION_WINDOW = optional(
                    "evaluation.window",
                    wholeNumber(1, SlidingWindow.MOST_EXAMPLES),
                    Integer.toString(Horizons.DEFAULT.window()))
            .meaning(
                    "Size of the sliding window: the figures of the horizon sliding are of the last N training examples, each predicted before it was trained on");
    public static final ConfigKey<Double> EVALUATION_FADING = optional(
                    "evaluation.fading", realNumber("(0, 1]"), Double.toString(Horizons.DEFAULT.fading()))
            .meaning(
                    "Fading factor: with every training example, those before it count this much of what they did in the figures of the horizon fading; 1 = nothing is forgotten");

    static final List<ConfigKey<?>> ALL = List.of(
            VALIDATION_EVERY,
            VALIDATION_WINDOW,
            TEST_FRACTION,
            TEST_BY,
            TEST_TOPIC,
            EVALUATION_WINDOW,
            EVALUATION_FADING);

    private HoldOutKeys() {}
}
