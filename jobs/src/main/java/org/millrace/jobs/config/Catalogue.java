package org.millrace.jobs.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that a configuration may hold.
 *
 * @param keys every key, in the order in which they are documented and checked
 * @param lists the lists of structures
 * @param passedOn the prefix of settings that go to a library as they are, without the prefix
 * @param rules what must hold between values, in the order in which it is checked
 */
public record Catalogue(List<ConfigKey<?>> keys, List<StructureList<?>> lists, String passedOn, List<Rule> rules) {

    /** What may stand in one place: in an entry of a list, or in none. */
    private record Place(String prefix, List<String> names) {

        boolean has(String path) {
            return path.startsWith(prefix) && names.contains(path.substring(prefix.length()));
        }

        List<String> startingWith(String group) {
            return names.stream()
                    .map(name -> prefix + name)
                    .filter(path -> path.startsWith(group))
                    .toList();
        }

        Optional<String> nearest(String path) {
            return NearestKey.to(path.substring(prefix.length()), names).map(name -> prefix + name);
        }
    }

    public Catalogue {
        keys = List.copyOf(keys);
        lists = List.copyOf(lists);
        rules = List.copyOf(rules);
        List<String> names = names(keys, lists);
        if (Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException("a key is listed twice: " + names);
        }
    }

    /** The names of all keys and lists. */
    List<String> names() {
        return names(keys, lists);
    }

    /** Whether a setting of this path may be given. */
    boolean isKnown(String path) {
        return isPassedOn(path) || placeOf(path).has(path);
    }

    /** Whether this is the first part of some paths, such as {@code training}. */
    boolean isGroup(String path) {
        return !placeOf(path).startingWith(path + ".").isEmpty();
    }

    boolean isPassedOn(String path) {
        return path.startsWith(passedOn) && path.length() > passedOn.length();
    }

    /** About a path that is not known: the nearest that is, or those beside it. */
    String hint(String path) {
        for (StructureList<?> list : lists) {
            if (path.startsWith(list.name() + "[") || path.startsWith(list.name() + ".")) {
                if (list.indexOf(path).isEmpty()) {
                    return list.name() + " is a list, with keys such as " + list.prefix(0)
                            + list.keys().get(0);
                }
                if (names().contains(path.substring(path.indexOf("].") + 2))) {
                    return "it is the same for every entry of " + list.name() + "; write it outside of the list";
                }
            }
        }
        Optional<String> nearest =
                isGroup(path) ? Optional.empty() : placeOf(path).nearest(path);
        return nearest.map(name -> "did you mean " + name + "?")
                .orElseGet(() -> "known are " + String.join(", ", siblings(path)));
    }

    /** The keys of the same group, or the groups if even that is unknown. */
    private List<String> siblings(String path) {
        List<String> siblings = placeOf(path).startingWith(path.replaceFirst("\\..*", "") + ".");
        if (!siblings.isEmpty()) {
            return siblings;
        }
        return names().stream()
                .map(name -> name.replaceFirst("\\..*", ".*"))
                .distinct()
                .sorted()
                .toList();
    }

    private Place placeOf(String path) {
        for (StructureList<?> list : lists) {
            OptionalInt index = list.indexOf(path);
            if (index.isPresent()) {
                List<String> names = list.keys().stream().map(ConfigKey::name).toList();
                return new Place(list.prefix(index.getAsInt()), names);
            }
        }
        return new Place("", names());
    }

    private static List<String> names(List<ConfigKey<?>> keys, List<StructureList<?>> lists) {
        return Stream.concat(keys.stream().map(ConfigKey::name), lists.stream().map(StructureList::name))
                .toList();
    }
}
