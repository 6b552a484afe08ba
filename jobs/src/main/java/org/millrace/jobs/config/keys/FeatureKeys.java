package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ConfigKey.required;
import static org.millrace.jobs.config.ValueType.oneOf;
import static org.millrace.jobs.config.ValueType.text;
import static org.millrace.jobs.config.ValueType.trueOrFalse;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.util.List;
import java.util.Optional;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.Rule;
import org.millrace.jobs.config.Section;
import org.millrace.jobs.config.StructureList;
import org.millrace.jobs.config.ValueType;
import org.millrace.jobs.config.Values;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Feature;
import org.millrace.operators.schema.FieldPath;
import org.millrace.operators.schema.Fields;
import org.millrace.operators.schema.Missing;

/** The keys of how the fields of a record become an example. */
public final class FeatureKeys {

    /** In place of the list: the features follow from the first records. */
    public static final String AUTO = "auto";

    private static final ConfigKey<FieldPath> FIELD = required("field", path())
            .meaning(
                    "Field of the record, see the data contract: amount, customer.zip, /customer/zip, @key, @header.NAME,"
                            + " @timestamp");
    private static final ConfigKey<Missing.Rule> MISSING = optional("missing", oneOf(Missing.Rule.class), "reject")
            .meaning(
                    "What becomes of a record without the value, with null, or with NA, NaN, ? or empty text: a dead letter"
                            + " (reject), or the value is missing-value (constant), the mean of the training examples so far, or"
                            + " that of the example before it in the partition (previous)");
    private static final ConfigKey<String> MISSING_VALUE = optional("missing-value", text("any text"), "")
            .meaning("The value that stands for missing ones (missing constant)");
    private static final ConfigKey<Boolean> MISSING_INDICATOR = optional("missing-indicator", trueOrFalse(), "false")
            .meaning("One more input, which is 1 where the value is missing");

    public static final StructureList<Feature> FEATURES = new StructureList<>(
            "features",
            AUTO,
            List.of(FIELD, FeatureKinds.KIND, MISSING, MISSING_VALUE, MISSING_INDICATOR),
            List.of(),
            List.of(FeatureKinds::check, FeatureKeys::missing),
            FeatureKeys::feature,
            "Fields of a record that are features, each with a kind, in place of model.features; auto: the numbers, flags"
                    + " and short words of the first records");

    public static final ConfigKey<Integer> SAMPLE = optional("features-sample", wholeNumber(10, 1_000_000), "1000")
            .meaning("Number of records that features auto looks at");
    public static final ConfigKey<FieldPath> LABEL =
            optional("fields.label", path(), "label").meaning("Field of the label");
    public static final ConfigKey<FieldPath> ID =
            optional("fields.id", path(), "id").meaning("Field of the example's id; records need not have it");
    public static final ConfigKey<FieldPath> TIMESTAMP = optional("fields.timestamp", path(), "ts")
            .meaning("Field of the example's time, in milliseconds since 1970 or ISO 8601; records need not have it");
    public static final ConfigKey<Optional<FieldPath>> WEIGHT = optional(
                    "fields.weight", ValueType.or("none", path()), "none")
            .meaning("Field of the example's weight, at least 0, by which its loss and its part in all figures are"
                    + " multiplied; 1 where a record does not have it");

    static final List<ConfigKey<?>> ALL = List.of(SAMPLE, LABEL, ID, TIMESTAMP, WEIGHT);

    static final List<Rule> RULES = List.of(FeatureKeys::either);

    private FeatureKeys() {}

    private static ValueType<FieldPath> path() {
        return ValueType.of("a field of the record", FieldPath::parse);
    }

    private static Feature feature(Values entry) {
        return new Feature(
                entry.get(FIELD),
                entry.get(FeatureKinds.KIND).read(entry),
                new Missing(entry.get(MISSING), entry.get(MISSING_VALUE), entry.get(MISSING_INDICATOR)));
    }

    private static void missing(Section entry) {
        entry.require(
                entry.get(MISSING) != Missing.Rule.MEAN || !FeatureKinds.isCategory(entry.get(FeatureKinds.KIND)),
                MISSING,
                "does not suit a category, which has no mean; it must be reject, constant or previous");
    }

    /** Features are listed, or the numbers of an array, but not both. */
    private static void either(Section config) {
        boolean listed = config.has(FEATURES);
        config.require(
                !listed || config.get(ModelKeys.FEATURES).isEmpty(),
                ModelKeys.FEATURES,
                "does not go with a list of " + FEATURES.name() + "; leave one out");
        if (!listed && config.find(ModelKeys.FEATURES).flatMap(length -> length).isEmpty()) {
            throw new ConfigException(ModelKeys.FEATURES
                    + " is required: the length of the array \"features\" of a record;"
                    + " or list the fields of a record under " + FEATURES.name() + ":, or write " + FEATURES.name()
                    + ": " + AUTO);
        }
    }

    /**
     * What an example of a configuration looks like.
     *
     * @throws ConfigException if a feature contradicts itself
     */
    public static ExampleSchema schema(JobConfig config) {
        try {
            Fields fields = fields(config);
            return config.get(ModelKeys.CLASSES)
                    .map(classes -> new ExampleSchema(fields, config.get(ModelKeys.TASK), classes))
                    .orElseGet(() -> ExampleSchema.discovering(fields, config.get(ModelKeys.MAX_CLASSES)));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(FEATURES.name() + ": " + e.getMessage(), e);
        }
    }

    private static Fields fields(JobConfig config) {
        Optional<Integer> length = config.get(ModelKeys.FEATURES);
        List<Feature> features =
                length.map(count -> Fields.vector(count).features()).orElseGet(() -> config.get(FEATURES));
        return new Fields(
                features,
                config.get(LABEL),
                config.get(ID),
                config.get(TIMESTAMP),
                config.get(WEIGHT).orElse(FieldPath.NONE));
    }
}
