package org.millrace.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a YAML text into settings. Nested keys are joined with dots, so that {@code training: {batch-size: 64}} and
 * {@code training.batch-size: 64} say the same. It goes through the tokens of the text, rather than through a tree, to
 * know the line of every key and to take the values as they were written.
 */
final class YamlSettings {

    private static final YAMLFactory YAML = new YAMLFactory();

    /** What went wrong is the line before the last place; a quotation of the text, perhaps with a secret, follows it. */
    private static final Pattern PROBLEM = Pattern.compile("([^\n]*)\n in '[^']*', line (\\d+), column \\d+:");

    /** A value that starts with an exclamation mark, and may be a secret, is taken for a tag. */
    private static final Pattern QUOTED_NAME = Pattern.compile("(tag handle|alias|anchor) .*");

    private final YAMLParser parser;
    private final Origin origin;
    private final Predicate<String> isGroup;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    private YamlSettings(YAMLParser parser, Origin origin, Predicate<String> isGroup) {
        this.parser = parser;
        this.origin = origin;
        this.isGroup = isGroup;
    }

    /**
     * Reads a text.
     *
     * @param origin where the text is from
     * @param isGroup tells by its path what may be a group of keys
     * @return the settings in the order of the text; none if it is empty
     * @throws ConfigException if the text is not YAML, gives a key twice or no value, or is not made of keys, values,
     *     lists of values and lists of structures
     */
    static List<Setting> parse(String text, Origin origin, Predicate<String> isGroup) {
        try (YAMLParser parser = YAML.createParser(text)) {
            return new YamlSettings(parser, origin, isGroup).read();
        } catch (JsonProcessingException e) {
            throw syntaxError(e, origin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Setting> read() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null || token == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (token != JsonToken.START_OBJECT) {
            throw error("is not made of keys and values, such as training.batch-size: 64");
        }
        readGroup("");
        if (parser.nextToken() != null) {
            throw error("starts a second document; write all keys in one");
        }
        return List.copyOf(settings.values());
    }

    private void readGroup(String prefix) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = prefix + parser.currentName();
            Origin place = here();
            switch (parser.nextToken()) {
                case START_OBJECT -> readGroup(key + ".");
                case START_ARRAY -> readList(key, place);
                case VALUE_NULL -> addNothing(key, place);
                default -> add(key, new RawValue.Scalar(plainText(key)), place);
            }
        }
    }

    private void readList(String key, Origin place) throws IOException {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
            readStructures(key, place);
        } else {
            add(key, new RawValue.Items(readItems(key)), place);
        }
    }

    /** The list itself comes before what it holds, under the paths {@code key[0].}, {@code key[1].} and so on. */
    private void readStructures(String key, Origin place) throws IOException {
        add(key, new RawValue.Structures(0), place);
        int size = 0;
        for (JsonToken token = parser.currentToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw error("the list " + key + " may only hold structures such as {key: value}", here());
            }
            readGroup(key + "[" + size + "].");
            size++;
        }
        settings.put(key, new Setting(key, new RawValue.Structures(size), place));
    }

    private List<String> readItems(String key) throws IOException {
        List<String> items = new ArrayList<>();
        for (JsonToken token = parser.currentToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
                throw error("the list " + key + " may only hold single values", here());
            }
            items.add(plainText(key));
        }
        return items;
    }

    private String plainText(String key) throws IOException {
        if (parser.isCurrentAlias()) {
            throw error(key + " refers to another value with *; write the value itself", here());
        }
        return parser.getText();
    }

    /** A group of which every key is commented out says nothing; a key without a value is a slip. */
    private void addNothing(String key, Origin place) {
        if (!isGroup.test(key)) {
            throw error(key + " has no value; write one, or \"\" for an empty text, or remove the line", place);
        }
    }

    private void add(String key, RawValue value, Origin place) {
        Setting earlier = settings.putIfAbsent(key, new Setting(key, value, place));
        if (earlier != null) {
            throw error(key + " is given twice, first in " + earlier.origin().text() + "; remove one", place);
        }
    }

    private Origin here() {
        return origin.line(parser.currentTokenLocation().getLineNr());
    }

    private ConfigException error(String message) {
        return new ConfigException(here().text() + ": the text " + message);
    }

    private static ConfigException error(String message, Origin place) {
        return new ConfigException(place.text() + ": " + message);
    }

    /** The cause is left out, since its message quotes the text. */
    private static ConfigException syntaxError(JsonProcessingException e, Origin origin) {
        Matcher matcher = PROBLEM.matcher(e.getOriginalMessage());
        String problem = "cannot be read";
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        while (matcher.find()) {
            problem = QUOTED_NAME.matcher(matcher.group(1)).replaceFirst("$1");
            line = Integer.parseInt(matcher.group(2));
        }
        return new ConfigException(origin.line(line).text() + ": not YAML: " + problem);
    }
}
