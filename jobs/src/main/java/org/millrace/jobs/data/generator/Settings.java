package org.millrace.jobs.data.generator;

import java.util.Locale;
import java.util.Map;
import org.millrace.jobs.config.ConfigException;

/**
 * What a generator is made of.
 *
 * @param values of every parameter that it has
 */
record Settings(long seed, Map<Parameter, Double> values) {

    Settings {
        values = Map.copyOf(values);
        values.forEach((parameter, value) -> {
            if (!parameter.allows(value)) {
                throw new ConfigException(parameter.option() + " must be in " + parameter.range() + ": " + value);
            }
        });
    }

    double get(Parameter parameter) {
        return values.get(parameter);
    }

    /** @throws ConfigException if it is not a whole number in {@code least..greatest} */
    int count(Parameter parameter, int least, int greatest) {
        double value = get(parameter);
        if (value != Math.rint(value) || value < least || value > greatest) {
            throw new ConfigException(String.format(
                    Locale.ROOT,
                    "%s must be a whole number in %d..%d: %s",
                    parameter.option(),
                    least,
                    greatest,
                    value));
        }
        return (int) value;
    }
}
