package org.millrace.jobs.config;

import java.util.List;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the {@code KEY=VALUE} of the option {@code --set}. */
final class SetOption {

    private SetOption() {}

    /**
     * Reads one argument, which is more than one setting where the value is a list of structures.
     *
     * @throws ConfigException if it is not {@code KEY=VALUE}, or its list is not closed
     */
    static List<Setting> parse(String argument) {
        int equals = argument.indexOf('=');
        if (equals <= 0) {
            throw new ConfigException("--set needs KEY=VALUE, for example --set training.batch-size=128: "
                    + Setting.shown(argument, argument));
        }
        String key = argument.substring(0, equals).strip();
        try {
            return settings(key, argument.substring(equals + 1).strip());
        } catch (ConfigException | YAMLException e) {
            // The cause is left out, since its message quotes the text.
            throw new ConfigException("--set " + key + ": the list or the quotes of its value are not closed");
        }
    }

    /** Reads a single value or a list of single values. */
    static RawValue value(String text) {
        return settings("value", text).get(0).value();
    }

    /**
     * A list if the text starts with a bracket, without its quotes if it is quoted, otherwise the plain text. Plain text
     * is not given to YAML, since values such as SASL settings hold characters that mean something there.
     */
    private static List<Setting> settings(String key, String text) {
        return text.startsWith("[") || isBetween(text, "\"") || isBetween(text, "'")
                ? YamlReader.value(key, text, Origin.COMMAND_LINE)
                : List.of(new Setting(key, new RawValue.Scalar(text), Origin.COMMAND_LINE));
    }

    private static boolean isBetween(String text, String quote) {
        return text.length() > 1 && text.startsWith(quote) && text.endsWith(quote);
    }
}
