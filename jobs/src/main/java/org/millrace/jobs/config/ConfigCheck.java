package org.millrace.jobs.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the settings of all layers together: every value by itself, then those that depend on each other. */
final class ConfigCheck {

    private final Layers layers;
    private final Section whole;

    private ConfigCheck(Layers layers) {
        this.layers = layers;
        whole = Section.of(layers.settings());
    }

    /**
     * The values of a configuration.
     *
     * @throws ConfigException about the first key, in the order of the catalogue, that is missing or wrong
     */
    static Section of(Layers layers) {
        ConfigCheck check = new ConfigCheck(layers);
        Catalogue catalogue = layers.catalogue();
        catalogue.keys().forEach(key -> check.read(key, check.whole));
        catalogue.rules().forEach(rule -> rule.check(check.whole));
        catalogue.lists().forEach(check::readEntries);
        return check.whole;
    }

    private <T> void read(ConfigKey<T> key, Section section) {
        Optional<T> value = section.own(key)
                .map(setting -> key.parse(layers.filledIn(setting), setting))
                .or(key::defaultValue);
        if (value.isPresent()) {
            section.put(key, value.get());
        } else if (!layers.later().contains(key)) {
            String path = section.path(key);
            throw new ConfigException(path + " is required; write it in the configuration file or pass --set " + path
                    + "=VALUE (" + key.range() + ")");
        }
    }

    private void readEntries(StructureList<?> list) {
        int size = sizeOf(list, layers.settings());
        for (Setting setting : layers.settings().values()) {
            if (list.indexOf(setting.key()).orElse(-1) >= size) {
                throw setting.notAllowed(
                        "is beyond the " + size + " entries of " + list.name() + ", which are counted from 0");
            }
        }
        for (int index = 0; index < size; index++) {
            Section entry = whole.entry(list.prefix(index));
            list.own().forEach(key -> readOwn(key, entry));
            list.inherited().stream().filter(key -> entry.own(key).isPresent()).forEach(key -> read(key, entry));
            list.rules().forEach(rule -> rule.check(entry));
        }
    }

    /** How many entries a list has. */
    static int sizeOf(StructureList<?> list, Map<String, Setting> settings) {
        Setting setting = settings.get(list.name());
        if (setting == null || setting.value().equals(new RawValue.Items(List.of())) || list.isWord(setting.value())) {
            return 0;
        }
        if (setting.value() instanceof RawValue.Structures structures) {
            return structures.size();
        }
        throw setting.notAllowed("must be " + (list.word().isEmpty() ? "" : list.word() + ", or ")
                + "a list of structures such as [{" + list.keys().get(0) + ": ...}]");
    }

    /** A key that chooses brings the keys of what it chose, and no others. */
    private void readOwn(ConfigKey<?> key, Section entry) {
        read(key, entry);
        if (entry.get(key) instanceof Choice<?> chosen) {
            chosen.keys().forEach(own -> read(own, entry));
            Choice.keysOf(key.choices()).stream()
                    .filter(other -> !chosen.keys().contains(other))
                    .flatMap(other -> entry.own(other).stream())
                    .findFirst()
                    .ifPresent(setting -> {
                        throw setting.notAllowed("does not go with " + key + " " + chosen.name());
                    });
        }
    }
}
