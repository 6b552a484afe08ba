package org.millrace.jobs.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the layers of a configuration give together, as written and unchecked.
 *
 * @param settings by path, in the order in which they were given
 * @param later required keys that may still be missing
 */
record Layers(Catalogue catalogue, Map<String, Setting> settings, Set<ConfigKey<?>> later, Placeholders placeholders) {

    Layers {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        later = Set.copyOf(later);
    }

    /** The settings that are passed on, by path, placeholders filled in. */
    Map<String, String> passedOn() {
        return settings.values().stream()
                .filter(setting -> catalogue.isPassedOn(setting.key()))
                .collect(Collectors.toUnmodifiableMap(
                        Setting::key, setting -> filledIn(setting).text()));
    }

    /** The value of a setting. What is passed on and secrets may have placeholders. */
    RawValue filledIn(Setting setting) {
        if (!catalogue.isPassedOn(setting.key()) && !setting.isSecret()) {
            return setting.value();
        }
        // Kafka writes a list as its items with commas between them.
        String text = setting.value() instanceof RawValue.Items items
                ? String.join(",", items.values())
                : setting.value().text();
        try {
            return new RawValue.Scalar(placeholders.fillIn(text));
        } catch (IllegalArgumentException e) {
            throw setting.wrong(setting.key() + " " + e.getMessage());
        }
    }
}
