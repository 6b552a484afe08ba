package org.millrace.operators.schema;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a field stands in a record.
 *
 * <p>As text, {@code customer.zip} is the field {@code zip} of the object {@code customer} in the value, and {@code
 * /customer/zip} is the same as a JSON Pointer (RFC 6901), for names with dots. {@code @key} is the key as text, {@code
 * @key.id} a field of a key in JSON, {@code @header.NAME} a header as text, and {@code @timestamp} the record's time.
 *
 * @param names from the outermost object inwards; of a header its one name; empty for the whole key and the time
 */
public record FieldPath(Part part, List<String> names) implements Serializable {

    /** The part of a record that holds a field. */
    public enum Part {
        VALUE,
        KEY,
        HEADER,
        TIMESTAMP
    }

    private static final Pattern PLAIN = Pattern.compile("[^./@~][^./~]*");
    private static final String KEY = "@key";
    private static final String HEADER = "@header.";
    private static final String TIMESTAMP = "@timestamp";

    /** No field. */
    public static final FieldPath NONE = new FieldPath(Part.VALUE, List.of());

    public FieldPath {
        requireNonNull(part, "part");
        names = List.copyOf(names);
    }

    /** A field of the value, by its name, whatever characters it has. */
    public static FieldPath named(String name) {
        return new FieldPath(Part.VALUE, List.of(name));
    }

    /**
     * The path that a text stands for.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static FieldPath parse(String text) {
        if (text.equals(TIMESTAMP)) {
            return new FieldPath(Part.TIMESTAMP, List.of());
        }
        if (text.equals(KEY)) {
            return new FieldPath(Part.KEY, List.of());
        }
        if (text.startsWith(HEADER) && text.length() > HEADER.length()) {
            return new FieldPath(Part.HEADER, List.of(text.substring(HEADER.length())));
        }
        if (text.startsWith(KEY + ".")) {
            return new FieldPath(Part.KEY, split(text.substring(KEY.length() + 1)));
        }
        if (text.startsWith(KEY + "/")) {
            return new FieldPath(Part.KEY, split(text.substring(KEY.length())));
        }
        if (text.startsWith("@")) {
            throw new IllegalArgumentException(
                    "must be a field such as amount, customer.zip or /customer/zip, or @key, @header.NAME, @timestamp");
        }
        return new FieldPath(Part.VALUE, split(text));
    }

    private static List<String> split(String text) {
        boolean isPointer = text.startsWith("/");
        String path = isPointer ? text.substring(1) : text;
        List<String> names = List.of(path.split(isPointer ? "/" : "\\.", -1));
        if (names.contains("")) {
            throw new IllegalArgumentException("must name a field, without empty parts");
        }
        return isPointer
                ? names.stream()
                        .map(name -> name.replace("~1", "/").replace("~0", "~"))
                        .toList()
                : names;
    }

    /** The text that {@link #parse} reads as this path. */
    @Override
    public String toString() {
        return switch (part) {
            case VALUE -> joined();
            case KEY -> names.isEmpty() ? KEY : joined().startsWith("/") ? KEY + joined() : KEY + "." + joined();
            case HEADER -> HEADER + names.get(0);
            case TIMESTAMP -> TIMESTAMP;
        };
    }

    private String joined() {
        return names.stream().allMatch(PLAIN.asMatchPredicate())
                ? String.join(".", names)
                : names.stream()
                        .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                        .collect(Collectors.joining());
    }
}
