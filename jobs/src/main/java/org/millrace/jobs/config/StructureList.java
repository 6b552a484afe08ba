package org.millrace.jobs.config;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A list of structures, such as {@code fields: [{name: age, kind: number}, {name: city, kind: category}]}. A key of an
 * entry has the path {@code fields[1].kind}, in messages as well as for {@code --set}; entries are counted from 0.
 *
 * @param name the full dotted name of the list; it is empty unless given
 * @param word what may be written in place of the list; empty if nothing may
 * @param own the keys of an entry; a key that chooses, such as a kind, brings the keys of what it chose
 * @param inherited keys of the whole configuration that an entry may override
 * @param rules what must hold in every entry, its inherited values included
 * @param reader makes an entry from its values
 * @param meaning what the list is for, in one line
 */
public record StructureList<T>(
        String name,
        String word,
        List<ConfigKey<?>> own,
        List<ConfigKey<?>> inherited,
        List<Rule> rules,
        Function<Values, T> reader,
        String meaning) {

    private static final Pattern ENTRY = Pattern.compile("\\[(\\d{1,6})]\\..+");

    public StructureList {
        own = List.copyOf(own);
        inherited = inherited.stream()
                .<ConfigKey<?>>flatMap(ConfigKey::withChoices)
                .distinct()
                .toList();
        rules = List.copyOf(rules);
    }

    /** Every key that some entry may have. */
    List<ConfigKey<?>> keys() {
        return Stream.concat(own.stream().<ConfigKey<?>>flatMap(ConfigKey::withChoices), inherited.stream())
                .distinct()
                .toList();
    }

    /** Whether the list is given as the word that may stand in its place. */
    boolean isWord(RawValue value) {
        return !word.isEmpty() && value.equals(new RawValue.Scalar(word));
    }

    /** The prefix of an entry's keys. */
    String prefix(int index) {
        return name + "[" + index + "].";
    }

    /** The entry that a path leads into; empty if it leads into none. */
    OptionalInt indexOf(String path) {
        Matcher entry = ENTRY.matcher(path.startsWith(name) ? path.substring(name.length()) : "");
        return entry.matches() ? OptionalInt.of(Integer.parseInt(entry.group(1))) : OptionalInt.empty();
    }
}
