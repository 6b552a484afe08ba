package org.millrace.operators.holdout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.millrace.model.loss.Task;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Feature;
import org.millrace.operators.schema.FeatureKind;
import org.millrace.operators.schema.FieldPath;
import org.millrace.operators.schema.Fields;
import org.millrace.operators.schema.FlagKind;
import org.millrace.operators.schema.HashedCategory;
import org.millrace.operators.schema.ListedCategory;
import org.millrace.operators.schema.Missing;
import org.millrace.operators.schema.Missing.Rule;
import org.millrace.operators.schema.NumberKind;
import org.millrace.operators.schema.SeenCategory;
import org.millrace.operators.schema.TimeKind;
import org.millrace.operators.schema.TimeKind.Part;
import org.millrace.operators.schema.TimeKind.Unit;
import org.millrace.operators.schema.VectorKind;

/** Features of every kind, with every rule for missing values, from every part of a record; and records of them. */
final class SchemaOfEveryKind {

    static final byte[] KEY = "{\"customer\":17}".getBytes(UTF_8);

    private static final NumberKind LOG = new NumberKind(true, -1e6, 1e6);
    private static final TimeKind TIME = new TimeKind(List.of(Part.values()), "Europe/Berlin", "", Unit.MILLISECONDS);

    private static final List<Feature> SCALARS = List.of(
            feature("amount", NumberKind.PLAIN, Rule.REJECT, "", false),
            feature("price", LOG, Rule.CONSTANT, "-1", true),
            feature("vip", new FlagKind(), Rule.MEAN, "", false),
            feature("country", new ListedCategory(List.of("DE", "FR")), Rule.CONSTANT, "FR", false),
            feature("word", new SeenCategory(3), Rule.PREVIOUS, "", true),
            feature("shop", new HashedCategory(8), Rule.REJECT, "", false),
            feature("at", TIME, Rule.PREVIOUS, "", false),
            feature("@header.colour", new SeenCategory(2), Rule.REJECT, "", false),
            feature("@key.customer", NumberKind.PLAIN, Rule.PREVIOUS, "", false),
            feature("@timestamp", TIME, Rule.REJECT, "", false),
            feature("@timestamp", new HashedCategory(2), Rule.REJECT, "", false));

    static final ExampleSchema SCHEMA = schema(SCALARS);

    static final List<String> COLUMNS =
            List.of("id", "ts", "amount", "price", "vip", "country", "word", "shop", "at", "weight", "label");

    static final List<String> LENIENT_NAMES = List.of("id", "ts", "price", "zip", "word", "x", "scores", "weight", "a");

    /** Without features that arbitrary records rarely have. */
    static final ExampleSchema LENIENT = schema(List.of(
            feature("price", LOG, Rule.MEAN, "", true),
            feature("a.zip", new SeenCategory(3), Rule.PREVIOUS, "", true),
            feature("word", new HashedCategory(8), Rule.CONSTANT, "none", false),
            feature("x", TIME, Rule.MEAN, "", false),
            feature("scores", new VectorKind(3), Rule.CONSTANT, "0", true)));

    /** A number and a word, each of which is that of the example before where it is missing. */
    static final ExampleSchema WITH_PREVIOUS_VALUES = schema(List.of(
            feature("price", NumberKind.PLAIN, Rule.PREVIOUS, "", false),
            feature("word", new SeenCategory(3), Rule.PREVIOUS, "", false)));

    private SchemaOfEveryKind() {}

    private static Feature feature(String path, FeatureKind kind, Rule rule, String constant, boolean indicated) {
        return new Feature(FieldPath.parse(path), kind, new Missing(rule, constant, indicated));
    }

    private static ExampleSchema schema(List<Feature> features) {
        Fields fields = new Fields(
                features,
                FieldPath.named("label"),
                FieldPath.named("id"),
                FieldPath.named("ts"),
                FieldPath.named("weight"));
        return new ExampleSchema(fields, Task.CLASSIFICATION, List.of("no", "yes"));
    }

    static byte[] json(Random random) {
        return """
                {"id":"o-%d","ts":%d,"amount":%s,"price":%s,"vip":%b,"country":"%s","word":"%s","shop":%d,\
                "at":"2026-0%d-11T08:%d:00Z","weight":%s,"other":{"deep":[1,{"a":"b"}]},"label":"%s"}""".formatted(
                        random.nextInt(1_000),
                        1_767_225_600_000L + random.nextInt(),
                        number(random),
                        random.nextInt(5) == 0 ? "null" : number(random),
                        random.nextBoolean(),
                        random.nextBoolean() ? "DE" : "größer",
                        random.nextInt(5) == 0 ? "NA" : "w" + random.nextInt(5),
                        random.nextInt(50),
                        1 + random.nextInt(9),
                        10 + random.nextInt(50),
                        random.nextInt(3),
                        random.nextBoolean() ? "yes" : "no")
                .getBytes(UTF_8);
    }

    static byte[] csv(Random random) {
        return "o-%d;%d;%s;%s;%s;\"%s\";%s;%d;2026-0%d-11;%d;%s"
                .formatted(
                        random.nextInt(1_000),
                        1_767_225_600_000L + random.nextInt(),
                        number(random).replace('.', ','),
                        random.nextInt(5) == 0 ? "?" : "1.234,5",
                        random.nextBoolean() ? "yes" : "no",
                        random.nextBoolean() ? "DE" : "a;\"\"b\"\"",
                        random.nextInt(5) == 0 ? "" : "w" + random.nextInt(5),
                        random.nextInt(50),
                        1 + random.nextInt(9),
                        random.nextInt(3),
                        random.nextBoolean() ? "yes" : "no")
                .getBytes(UTF_8);
    }

    private static String number(Random random) {
        return random.nextBoolean()
                ? Integer.toString(random.nextInt(100))
                : String.format(Locale.ROOT, "%.4f", 1000 * random.nextGaussian());
    }
}
