package org.millrace.jobs.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Checks the settings of all layers together: every value by itself, then those that depend on each other. */
final class ConfigCheck {

    private final Catalogue catalogue;
    private final Map<String, Setting> settings;
    private final Set<ConfigKey<?>> later;
    private final Placeholders placeholders;
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, String> passedOn = new HashMap<>();

    /**
     * @param settings what was given, by path
     * @param later required keys that may still be missing
     * @throws ConfigException about the first key, in the order of the catalogue, that is missing or wrong
     */
    ConfigCheck(
            Catalogue catalogue, Map<String, Setting> settings, Set<ConfigKey<?>> later, Placeholders placeholders) {
        this.catalogue = catalogue;
        this.settings = settings;
        this.later = later;
        this.placeholders = placeholders;
        catalogue.keys().forEach(key -> check("", key));
        settings.values().stream()
                .filter(setting -> catalogue.isPassedOn(setting.key()))
                .forEach(
                        setting -> passedOn.put(setting.key(), filledIn(setting).text()));
        checkRules("", catalogue.rules());
        catalogue.lists().forEach(this::check);
    }

    /** The values by path; for a list of structures, its size. */
    Map<String, Object> values() {
        return Map.copyOf(values);
    }

    /** The settings to pass on, by path, placeholders filled in. */
    Map<String, String> passedOn() {
        return Map.copyOf(passedOn);
    }

    private void check(String prefix, ConfigKey<?> key) {
        String path = prefix + key;
        Setting setting = settings.get(path);
        if (setting != null) {
            values.put(path, key.parse(filledIn(setting), setting));
        } else if (key.defaultValue().isPresent()) {
            values.put(path, key.defaultValue().get());
        } else if (!later.contains(key)) {
            throw new ConfigException(path + " is required; write it in the configuration file or pass --set " + path
                    + "=VALUE (" + key.range() + ")");
        }
    }

    /** Only what is passed on may hold secrets, so only that has placeholders. */
    private RawValue filledIn(Setting setting) {
        if (!catalogue.isPassedOn(setting.key())) {
            return setting.value();
        }
        try {
            return new RawValue.Scalar(placeholders.fillIn(asOneText(setting.value())));
        } catch (IllegalArgumentException e) {
            throw setting.wrong(setting.key() + " " + e.getMessage(), e);
        }
    }

    /** Kafka writes a list as its items with commas between them. */
    private static String asOneText(RawValue value) {
        return value instanceof RawValue.Items items ? String.join(",", items.values()) : value.text();
    }

    private void checkRules(String prefix, List<Rule> rules) {
        Section section = new Section(settings, values, passedOn, prefix);
        rules.forEach(rule -> rule.check(section));
    }

    private void check(StructureList<?> list) {
        int size = sizeOf(list);
        values.put(list.name(), size);
        settings.values().stream()
                .filter(setting ->
                        catalogue.listOf(setting.key()).filter(list::equals).isPresent())
                .filter(setting -> Catalogue.indexOf(setting.key()) >= size)
                .findFirst()
                .ifPresent(setting -> {
                    throw setting.wrong(
                            setting.key() + " is beyond the " + size + " entries of " + list.name()
                                    + ", which are counted from 0: " + setting.shown(),
                            null);
                });
        for (int index = 0; index < size; index++) {
            checkEntry(list, list.prefix(index));
        }
    }

    private int sizeOf(StructureList<?> list) {
        Setting setting = settings.get(list.name());
        if (setting == null || setting.value().equals(new RawValue.Items(List.of()))) {
            return 0;
        }
        if (setting.value() instanceof RawValue.Structures structures) {
            return structures.size();
        }
        throw setting.wrong(
                setting.key() + " must be a list of structures such as [{"
                        + list.keys().get(0) + ": ...}]: " + setting.shown(),
                null);
    }

    private void checkEntry(StructureList<?> list, String prefix) {
        list.own().forEach(key -> checkOwn(prefix, key));
        list.inherited().stream()
                .filter(key -> settings.containsKey(prefix + key))
                .forEach(key -> check(prefix, key));
        checkRules(prefix, list.rules());
    }

    /** A key that chooses brings the keys of what it chose, and no others. */
    private void checkOwn(String prefix, ConfigKey<?> key) {
        check(prefix, key);
        Object chosen = values.get(prefix + key);
        List<ConfigKey<?>> chosenKeys = chosen instanceof Choice<?> choice ? choice.keys() : List.of();
        chosenKeys.forEach(own -> check(prefix, own));
        Choice.keysOf(key.choices()).stream()
                .filter(other -> !chosenKeys.contains(other))
                .map(other -> settings.get(prefix + other))
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(setting -> {
                    throw setting.wrong(
                            setting.key() + " does not go with " + key + " " + ((Choice<?>) chosen).name() + ": "
                                    + setting.shown(),
                            null);
                });
    }
}
