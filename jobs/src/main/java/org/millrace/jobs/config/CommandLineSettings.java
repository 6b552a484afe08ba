package org.millrace.jobs.config;

import java.util.List;

/** Reads the {@code KEY=VALUE} of the option {@code --set}. */
final class CommandLineSettings {

    private static final Origin ORIGIN = new Origin("--set", true);

    private CommandLineSettings() {}

    /**
     * Reads one argument.
     *
     * @throws ConfigException if it is not {@code KEY=VALUE}, or its list is not closed
     */
    static Setting parse(String argument) {
        int equals = argument.indexOf('=');
        if (equals <= 0) {
            throw new ConfigException("--set needs KEY=VALUE, for example --set training.batch-size=128: "
                    + (Secrets.isSecret(argument) ? Secrets.MASK : argument));
        }
        String key = argument.substring(0, equals).strip();
        try {
            return new Setting(key, value(argument.substring(equals + 1)), ORIGIN);
        } catch (ConfigException e) {
            throw new ConfigException("--set " + key + ": the list or the quotes of its value are not closed", e);
        }
    }

    /**
     * Reads a value: a list if it starts with a bracket, without its quotes if it is quoted, otherwise the plain text.
     * Plain text is not given to YAML, since values such as SASL settings hold characters that mean something there.
     */
    static RawValue value(String text) {
        String stripped = text.strip();
        if (stripped.startsWith("[") || isQuoted(stripped)) {
            List<Setting> settings = YamlSettings.parse("value: " + stripped, new Origin("value", false));
            if (settings.size() == 1) {
                return settings.get(0).value();
            }
        }
        return new RawValue.Scalar(stripped);
    }

    private static boolean isQuoted(String text) {
        return isBetween(text, "\"") || isBetween(text, "'");
    }

    private static boolean isBetween(String text, String quote) {
        return text.length() > 1 && text.startsWith(quote) && text.endsWith(quote);
    }
}
