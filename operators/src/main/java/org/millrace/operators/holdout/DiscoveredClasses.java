package org.millrace.operators.holdout;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.schema.ExampleRow;
import org.millrace.operators.state.Wire;

/**
 * The classes that the labels of a partition have named so far, in the order in which they came. They are counted here, so that a
 * label that names one too many is a dead letter; which output of the network each has is for the model to say, whose partitions
 * meet them in orders of their own.
 */
final class DiscoveredClasses {

    /** A name is part of metrics and of every evaluation, so it is short and on one line. */
    private static final Pattern NAME = Pattern.compile("[\\P{Cntrl}&&\\S]([\\P{Cntrl}]{0,98}[\\P{Cntrl}&&\\S])?");

    private final Map<String, Integer> indices = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();

    /**
     * Gives an example the index of its class among those of the partition.
     *
     * @throws BadExampleException if its label is no name, or there would be more classes than the schema allows
     */
    void index(ExampleRow example) throws BadExampleException {
        String name = example.labelName();
        Integer index = indices.get(name);
        if (index == null) {
            requireRoom(name, example.schema().mostClasses());
            index = names.size();
            add(name);
        }
        example.setLabel(index);
    }

    private void requireRoom(String name, int most) throws BadExampleException {
        if (!NAME.matcher(name).matches()) {
            throw BadExampleException.of(
                    Reason.UNKNOWN_LABEL,
                    "label " + BadExampleException.quoted(name)
                            + " cannot name a class: a name is 1 to 100 characters on one line, without space around it");
        }
        if (names.size() >= most) {
            throw BadExampleException.of(
                    Reason.TOO_MANY_CLASSES,
                    "label " + BadExampleException.quoted(name) + " would be class number " + (names.size() + 1)
                            + " of the partition, of at most " + most);
        }
    }

    private void add(String name) {
        indices.put(name, names.size());
        names.add(name);
    }

    /** The batch with the names of its own classes, to which its labels point; the arrays of the batch are not changed. */
    ExampleBatch name(ExampleBatch batch) {
        int[] labels = batch.examples().labels();
        int[] own = new int[names.size()];
        Arrays.fill(own, -1);
        List<String> met = new ArrayList<>();
        int[] renamed = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            if (own[labels[i]] < 0) {
                own[labels[i]] = met.size();
                met.add(names.get(labels[i]));
            }
            renamed[i] = own[labels[i]];
        }
        return batch.labelled(met, renamed);
    }

    DiscoveredClasses copy() {
        DiscoveredClasses copy = new DiscoveredClasses();
        names.forEach(copy::add);
        return copy;
    }

    void write(DataOutput out) throws IOException {
        Wire.writeTexts(names, out);
    }

    static DiscoveredClasses read(DataInput in) throws IOException {
        DiscoveredClasses classes = new DiscoveredClasses();
        Wire.readTexts(in).forEach(classes::add);
        return classes;
    }
}
