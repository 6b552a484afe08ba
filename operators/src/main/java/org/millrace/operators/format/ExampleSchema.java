package org.millrace.operators.format;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What an example must look like: how many features it has, and the classes its label may name. */
public final class ExampleSchema implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]*");

    private final int features;
    private final List<String> classes;
    private final boolean namesAreNumbers;
    private final Map<String, Integer> indices = new LinkedHashMap<>();

    /**
     * @param features number of features, at least 1
     * @param classes names of the classes in the order of the network's outputs, at least 2, distinct
     */
    public ExampleSchema(int features, List<String> classes) {
        if (features < 1) {
            throw new IllegalArgumentException("features must be at least 1: " + features);
        }
        if (classes.size() < 2) {
            throw new IllegalArgumentException("classes must be at least 2: " + classes);
        }
        this.features = features;
        this.classes = List.copyOf(classes);
        this.namesAreNumbers = classes.stream().allMatch(WHOLE_NUMBER.asMatchPredicate());
        for (String name : classes) {
            if (indices.putIfAbsent(name, indices.size()) != null) {
                throw new IllegalArgumentException("classes must be distinct: " + name);
            }
        }
    }

    public int features() {
        return features;
    }

    public List<String> classes() {
        return classes;
    }

    /** Whether every class is named by a whole number, so that a number in a record is a name and not an index. */
    boolean namesAreNumbers() {
        return namesAreNumbers;
    }

    void checkFeatureCount(int count) throws BadExampleException {
        if (count != features) {
            throw BadExampleException.wrongFeatureCount(features, count);
        }
    }

    /** @return {@code value} as a float32, which must be finite */
    float checkedFeature(int index, double value) throws BadExampleException {
        float feature = (float) value;
        if (!Float.isFinite(feature)) {
            throw BadExampleException.notFinite(index, value);
        }
        return feature;
    }

    int checkedLabel(long label) throws BadExampleException {
        if (label < 0 || label >= classes.size()) {
            throw BadExampleException.unknownLabel(Long.toString(label), classes);
        }
        return (int) label;
    }

    int checkedLabel(String label) throws BadExampleException {
        Integer index = indices.get(label);
        if (index == null) {
            throw BadExampleException.unknownLabel('"' + label + '"', classes);
        }
        return index;
    }
}
