package org.millrace.jobs.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML into settings. Nested keys are joined with dots, so that {@code training: {batch-size: 64}} and
 * {@code training.batch-size: 64} say the same. It reads SnakeYAML's nodes, which know their lines, and values as written.
 */
final class YamlReader {

    /** A value that starts with an exclamation mark, and may be a secret, is taken for a tag. */
    private static final Pattern QUOTED_NAME = Pattern.compile("(tag handle|alias|anchor) .*");

    private final IntFunction<Origin> origins;
    private final Predicate<String> isGroup;
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Set<Node> seen = new HashSet<>();

    private YamlReader(IntFunction<Origin> origins, Predicate<String> isGroup) {
        this.origins = origins;
        this.isGroup = isGroup;
    }

    /**
     * Reads a file.
     *
     * @param isGroup tells by its path what may be a group of keys
     * @throws ConfigException if the text is not YAML, gives a key twice or no value, or is not made of keys, values,
     *     lists of values and lists of structures
     */
    static List<Setting> file(String text, Origin origin, Predicate<String> isGroup) {
        YamlReader reader = new YamlReader(origin::line, isGroup);
        try {
            reader.readDocuments(documents(text));
            return List.copyOf(reader.settings.values());
        } catch (MarkedYAMLException e) {
            // The cause is left out, since its message quotes the text.
            String problem = QUOTED_NAME.matcher(e.getProblem()).replaceFirst("$1");
            throw wrong(origin.line(e.getProblemMark().getLine() + 1), "not YAML: " + problem);
        } catch (YAMLException e) {
            throw wrong(origin.line(1), "not YAML: cannot be read");
        }
    }

    /**
     * Reads the value of a key: a list, also of structures, or a text in quotes.
     *
     * @throws YAMLException if the text is not YAML
     * @throws ConfigException if it is not such a value
     */
    static List<Setting> value(String key, String text, Origin origin) {
        YamlReader reader = new YamlReader(line -> origin, path -> false);
        documents(text).forEachRemaining(value -> reader.read(key, value, origin));
        return List.copyOf(reader.settings.values());
    }

    private static Iterator<Node> documents(String text) {
        return new Yaml().composeAll(new StringReader(text)).iterator();
    }

    private void readDocuments(Iterator<Node> documents) {
        if (documents.hasNext()) {
            Node document = documents.next();
            if (document instanceof MappingNode keys) {
                readGroup("", keys);
            } else if (!isNothing(document)) {
                throw wrong(
                        origin(document), "the text is not made of keys and values, such as training.batch-size: 64");
            }
        }
        if (documents.hasNext()) {
            throw wrong(origin(documents.next()), "the text starts a second document; write all keys in one");
        }
    }

    private void readGroup(String prefix, MappingNode group) {
        for (NodeTuple entry : group.getValue()) {
            Origin place = origin(entry.getKeyNode());
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw wrong(place, "a key is a word such as training.batch-size");
            }
            read(prefix + key.getValue(), entry.getValueNode(), place);
        }
    }

    private void read(String key, Node value, Origin place) {
        requireNew(key, value, place);
        if (value instanceof MappingNode group) {
            readGroup(key + ".", group);
        } else if (value instanceof SequenceNode list) {
            readList(key, list.getValue(), place);
        } else if (!isNothing(value)) {
            add(key, new RawValue.Scalar(((ScalarNode) value).getValue()), place);
        } else if (!isGroup.test(key)) {
            // A group of which every key is commented out says nothing; a key without a value is a slip.
            throw wrong(place, key + " has no value; write one, or \"\" for an empty text, or remove the line");
        }
    }

    private void readList(String key, List<Node> items, Origin place) {
        if (!items.isEmpty() && items.get(0) instanceof MappingNode) {
            readStructures(key, items, place);
            return;
        }
        List<String> values = new ArrayList<>();
        for (Node item : items) {
            requireNew(key, item, place);
            if (!(item instanceof ScalarNode scalar) || isNothing(item)) {
                throw wrong(origin(item), "the list " + key + " may only hold single values");
            }
            values.add(scalar.getValue());
        }
        add(key, new RawValue.Items(values), place);
    }

    /** The list itself comes before what it holds, under the paths {@code key[0].}, {@code key[1].} and so on. */
    private void readStructures(String key, List<Node> items, Origin place) {
        add(key, new RawValue.Structures(items.size()), place);
        for (int index = 0; index < items.size(); index++) {
            requireNew(key, items.get(index), place);
            if (!(items.get(index) instanceof MappingNode structure)) {
                throw wrong(
                        origin(items.get(index)), "the list " + key + " may only hold structures such as {key: value}");
            }
            readGroup(key + "[" + index + "].", structure);
        }
    }

    private void add(String key, RawValue value, Origin place) {
        Setting earlier = settings.putIfAbsent(key, new Setting(key, value, place));
        if (earlier != null) {
            throw wrong(
                    place, key + " is given twice, first in " + earlier.origin().text() + "; remove one");
        }
    }

    /** An alias is the node that it refers to. */
    private void requireNew(String key, Node value, Origin place) {
        if (!seen.add(value)) {
            throw wrong(place, key + " refers to another value with *; write the value itself");
        }
    }

    private static boolean isNothing(Node value) {
        return value.getTag().equals(Tag.NULL);
    }

    private Origin origin(Node node) {
        return origins.apply(node.getStartMark().getLine() + 1);
    }

    private static ConfigException wrong(Origin place, String problem) {
        return new ConfigException(place.text() + ": " + problem);
    }
}
