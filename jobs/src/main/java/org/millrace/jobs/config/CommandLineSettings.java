package org.millrace.jobs.config;

import java.util.List;

/** Reads the {@code KEY=VALUE} of the option {@code --set}. */
final class CommandLineSettings {

    private CommandLineSettings() {}

    /**
     * Reads one argument, which is more than one setting where the value is a list of structures.
     *
     * @throws ConfigException if it is not {@code KEY=VALUE}, or its list is not closed
     */
    static List<Setting> parse(String argument) {
        int equals = argument.indexOf('=');
        if (equals <= 0) {
            throw new ConfigException("--set needs KEY=VALUE, for example --set training.batch-size=128: "
                    + (Secrets.isSecret(argument) ? Secrets.MASK : argument));
        }
        String key = argument.substring(0, equals).strip();
        try {
            return settings(key, argument.substring(equals + 1));
        } catch (ConfigException e) {
            throw new ConfigException("--set " + key + ": the list or the quotes of its value are not closed", e);
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
        String stripped = text.strip();
        if (stripped.startsWith("[") || isBetween(stripped, "\"") || isBetween(stripped, "'")) {
            String prefix = "value";
            List<Setting> settings = YamlSettings.parse(prefix + ": " + stripped, Origin.COMMAND_LINE, name -> false);
            boolean isOneValue =
                    settings.stream().allMatch(setting -> setting.key().startsWith(prefix));
            if (isOneValue) {
                return settings.stream()
                        .map(setting -> new Setting(
                                key + setting.key().substring(prefix.length()), setting.value(), Origin.COMMAND_LINE))
                        .toList();
            }
        }
        return List.of(new Setting(key, new RawValue.Scalar(stripped), Origin.COMMAND_LINE));
    }

    private static boolean isBetween(String text, String quote) {
        return text.length() > 1 && text.startsWith(quote) && text.endsWith(quote);
    }
}
