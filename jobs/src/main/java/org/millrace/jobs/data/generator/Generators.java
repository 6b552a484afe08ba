package org.millrace.jobs.data.generator;

import static java.util.stream.Collectors.joining;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.millrace.jobs.config.ConfigException;

/** The generators that are known by name, and what each can be set to. */
public final class Generators {

    private static final double ALL_FEATURES = 10;

    private static final List<Entry> ALL = List.of(
            new Entry(Sea.NAME, Sea::new, Map.of(Parameter.NOISE, 0.1)),
            new Entry(Stagger.NAME, Stagger::new, Map.of(Parameter.NOISE, 0.0)),
            new Entry(Led.NAME, Led::new, Map.of(Parameter.NOISE, 0.1, Parameter.DRIFTING, (double) Led.SEGMENTS)),
            new Entry(Agrawal.NAME, Agrawal::new, Map.of(Parameter.NOISE, 0.05)),
            new Entry(
                    Hyperplane.NAME,
                    Hyperplane::new,
                    Map.of(
                            Parameter.NOISE, 0.05,
                            Parameter.SPEED, 0.001,
                            Parameter.FEATURES, ALL_FEATURES,
                            Parameter.DRIFTING, 2.0)),
            new Entry(
                    RandomRbf.NAME,
                    RandomRbf::new,
                    Map.of(Parameter.NOISE, 0.0, Parameter.SPEED, 0.0001, Parameter.FEATURES, ALL_FEATURES)),
            new Entry(Sine.NAME, Sine::new, Map.of(Parameter.NOISE, 0.0, Parameter.FEATURES, 2.0)));

    private Generators() {}

    private record Entry(String name, Function<Settings, Generator> maker, Map<Parameter, Double> defaults) {

        Generator make(long seed, Map<Parameter, Double> wanted) {
            Map<Parameter, Double> values = new EnumMap<>(defaults);
            wanted.forEach((parameter, value) -> {
                if (values.replace(parameter, value) == null) {
                    throw new ConfigException("the generator " + name + " has no " + parameter.option()
                            + "; it has "
                            + values.keySet().stream().map(Parameter::option).collect(joining(", ")));
                }
            });
            return maker.apply(new Settings(seed, values));
        }
    }

    /** The names of all, in words: for a help text. */
    public static String names() {
        return ALL.stream().map(Entry::name).collect(joining(", "));
    }

    /**
     * Makes a generator.
     *
     * @param wanted parameters that are to be other than by default
     * @throws ConfigException if there is no such generator, or it has no such parameter, or not with that value
     */
    public static Generator named(String name, long seed, Map<Parameter, Double> wanted) {
        return ALL.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException("unknown generator " + name + "; known are " + names()))
                .make(seed, wanted);
    }
}
