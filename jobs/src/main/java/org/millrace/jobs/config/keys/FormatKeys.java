package org.millrace.jobs.config.keys;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.distinct;
import static org.millrace.jobs.config.ValueType.oneOf;
import static org.millrace.jobs.config.ValueType.text;
import static org.millrace.jobs.config.ValueType.trueOrFalse;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.util.List;
import java.util.regex.Pattern;
import org.millrace.jobs.config.Choice;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.Rule;
import org.millrace.jobs.config.Section;
import org.millrace.jobs.config.Values;
import org.millrace.operators.format.AvroExampleFormat;
import org.millrace.operators.format.BinaryExampleFormat;
import org.millrace.operators.format.CsvExampleFormat;
import org.millrace.operators.format.CsvLayout;
import org.millrace.operators.format.FormatSettings;
import org.millrace.operators.format.JsonExampleFormat;
import org.millrace.operators.format.Limits;

/** The keys of how the values of records are read, and of how large they may be. */
public final class FormatKeys {

    private static final List<Choice<String>> FORMATS = List.of(
            new Choice<>("json", JsonExampleFormat.CONTENT_TYPE),
            new Choice<>("binary", BinaryExampleFormat.CONTENT_TYPE),
            new Choice<>("csv", CsvExampleFormat.CONTENT_TYPE),
            new Choice<>("avro", AvroExampleFormat.CONTENT_TYPE));

    private static final ConfigKey<Choice<String>> FORMAT = optional("source.format", oneOf(FORMATS), "json")
            .meaning("Format of records whose header content-type does not name theirs");
    private static final ConfigKey<List<String>> CSV_COLUMNS = optional(
                    "csv.columns", distinct("list of different names", text("a name"), 0), "[]")
            .meaning("Names of the columns of a line of CSV, in order");
    private static final ConfigKey<String> CSV_SEPARATOR = optional(
                    "csv.separator", text("one character, or tab", Pattern.compile("[^\"\\r\\n]|tab")), ",")
            .meaning("Character between the cells of a line of CSV");
    private static final ConfigKey<Boolean> CSV_DECIMAL_COMMA = optional("csv.decimal-comma", trueOrFalse(), "false")
            .meaning("Whether numbers in CSV have a decimal comma, and perhaps points between thousands");
    private static final ConfigKey<String> REGISTRY = optional(
                    "avro.registry",
                    text("http(s)://host:port/path, or empty", Pattern.compile("(https?://\\S+)?")),
                    "")
            .meaning(
                    "Address of the schema registry for Avro, with Confluent's API: Confluent, Karapace, or Apicurio with"
                            + " its path /apis/ccompat/v7");
    private static final ConfigKey<String> REGISTRY_USER = optional(
                    "avro.registry-credentials", text("name:password, or empty"), "")
            .meaning("Name and password for the schema registry; ${env:NAME} and ${file:/path} are filled in");

    private static final ConfigKey<Integer> RECORD_BYTES = optional(
                    "limits.record-bytes", wholeNumber(100, 1 << 30), String.valueOf(Limits.DEFAULT.recordBytes()))
            .meaning("Maximum size of the value of a record; a larger one is a dead letter, TOO_LARGE");
    private static final ConfigKey<Integer> NESTING = optional(
                    "limits.nesting", wholeNumber(1, 1000), String.valueOf(Limits.DEFAULT.nesting()))
            .meaning(
                    "Maximum nesting of objects and arrays in a record; a deeper one is a dead letter, TOO_DEEPLY_NESTED");
    private static final ConfigKey<Integer> TEXT_LENGTH = optional(
                    "limits.text-length", wholeNumber(10, 1 << 28), String.valueOf(Limits.DEFAULT.textLength()))
            .meaning(
                    "Maximum length of a text in a record; a record with a longer one is a dead letter, TEXT_TOO_LONG");
    private static final ConfigKey<Integer> ARRAY_LENGTH = optional(
                    "limits.array-length", wholeNumber(1, 1 << 28), String.valueOf(Limits.DEFAULT.arrayLength()))
            .meaning(
                    "Maximum length of an array that is read; a record with a longer one is a dead letter, ARRAY_TOO_LONG");

    static final List<ConfigKey<?>> ALL = List.of(
            FORMAT,
            CSV_COLUMNS,
            CSV_SEPARATOR,
            CSV_DECIMAL_COMMA,
            REGISTRY,
            REGISTRY_USER,
            RECORD_BYTES,
            NESTING,
            TEXT_LENGTH,
            ARRAY_LENGTH);

    static final List<Rule> RULES = List.of(FormatKeys::check);

    private FormatKeys() {}

    private static void check(Section config) {
        String format = config.get(FORMAT).name();
        config.require(
                !format.equals("csv") || !config.get(CSV_COLUMNS).isEmpty(),
                FORMAT,
                "csv needs the names of the columns, " + CSV_COLUMNS);
        config.require(
                !format.equals("avro") || !config.get(REGISTRY).isEmpty(),
                FORMAT,
                "avro needs the address of the schema registry, " + REGISTRY);
    }

    /** How the records of a configuration are read. */
    public static FormatSettings settings(Values config) {
        String separator = config.get(CSV_SEPARATOR);
        String registry = config.get(REGISTRY);
        return new FormatSettings(
                config.get(FORMAT).read(config),
                new CsvLayout(
                        config.get(CSV_COLUMNS),
                        separator.equals("tab") ? '\t' : separator.charAt(0),
                        config.get(CSV_DECIMAL_COMMA)),
                registry.isEmpty()
                        ? FormatSettings.Registry.NONE
                        : new FormatSettings.Registry(registry.replaceFirst("/+$", ""), config.get(REGISTRY_USER)),
                new Limits(
                        config.get(RECORD_BYTES),
                        config.get(NESTING),
                        config.get(TEXT_LENGTH),
                        config.get(ARRAY_LENGTH)));
    }
}
