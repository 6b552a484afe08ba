package org.millrace.operators.schema;

import java.util.Arrays;
import java.util.List;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;

/** Reads the label of an example, by the task. */
final class LabelReader {

    private final ExampleSchema schema;
    private final int slot;

    LabelReader(ExampleSchema schema, int slot) {
        this.schema = schema;
        this.slot = slot;
    }

    int slot() {
        return slot;
    }

    void read(FieldValues values, ExampleRow into) throws BadExampleException {
        FieldValues.Form form = values.form(slot);
        if (form == FieldValues.Form.ABSENT || form == FieldValues.Form.NULL) {
            throw BadExampleException.of(Reason.MISSING_FIELD, "no " + values.quoted(slot));
        }
        switch (schema.task()) {
            case CLASSIFICATION -> {
                if (schema.discoversClasses()) {
                    into.setLabelName(className(values));
                } else {
                    into.setLabel(classIndex(values));
                }
            }
            case MULTI_LABEL -> readProperties(values, into.targets());
            case REGRESSION -> readNumbers(values, into.targets());
        }
    }

    /** Where classes are discovered a number is a name, too. */
    private String className(FieldValues values) throws BadExampleException {
        return switch (values.form(slot)) {
            case TEXT -> values.text(slot);
            case FLAG -> String.valueOf(values.number(slot) == 1);
            case NUMBER ->
                ExampleSchema.requireWhole(values.text(slot), schema.fields().label());
            case INDEX -> Long.toString((long) values.number(slot));
            case ABSENT, NULL, NUMBERS, TEXTS, FLOATS, STEPS, OTHER ->
                throw wrong(values, " is neither a whole number nor a class name");
        };
    }

    private int classIndex(FieldValues values) throws BadExampleException {
        return switch (values.form(slot)) {
            case TEXT -> schema.indexOf(values.text(slot));
            case FLAG -> schema.indexOf(String.valueOf(values.number(slot) == 1));
            case NUMBER -> schema.indexOfNumber(values.text(slot));
            case INDEX -> schema.checkedIndex((long) values.number(slot));
            case ABSENT, NULL, NUMBERS, TEXTS, FLOATS, STEPS, OTHER ->
                throw wrong(values, " is neither a whole number nor a class name");
        };
    }

    /** Texts name the properties that the example has; numbers are a 0 or 1 for each property. */
    private void readProperties(FieldValues values, float[] targets) throws BadExampleException {
        switch (values.form(slot)) {
            case TEXTS -> readNames(values.texts(slot), targets);
            case NUMBERS -> {
                if (values.count(slot) == 0) {
                    Arrays.fill(targets, 0);
                } else {
                    readArray(values, targets);
                }
            }
            case ABSENT, NULL, NUMBER, TEXT, FLAG, INDEX, FLOATS, STEPS, OTHER ->
                throw wrong(values, " is not an array of 0 and 1 or of class names");
        }
    }

    private void readNames(List<String> names, float[] targets) throws BadExampleException {
        Arrays.fill(targets, 0);
        for (String name : names) {
            targets[schema.indexOf(name)] = 1;
        }
    }

    private void readNumbers(FieldValues values, float[] targets) throws BadExampleException {
        switch (values.form(slot)) {
            case NUMBERS -> readArray(values, targets);
            case NUMBER, FLAG -> readSingle(values.number(slot), targets);
            case TEXT ->
                readSingle(FieldTexts.number(values.text(slot)).orElseThrow(() -> notANumber(values)), targets);
            case ABSENT, NULL, INDEX, TEXTS, FLOATS, STEPS, OTHER -> throw notANumber(values);
        }
    }

    private BadExampleException notANumber(FieldValues values) {
        String found = values.form(slot) == FieldValues.Form.TEXT
                ? BadExampleException.quoted(values.text(slot))
                : values.form(slot).inWords();
        return BadExampleException.of(Reason.NOT_A_FINITE_NUMBER, values.quoted(slot) + " is not a number: " + found);
    }

    private void readSingle(double number, float[] targets) throws BadExampleException {
        targets[0] = (float) number;
        check(targets, 1);
    }

    private void readArray(FieldValues values, float[] targets) throws BadExampleException {
        double[] numbers = values.array(slot);
        for (int i = 0; i < targets.length; i++) {
            targets[i] = (float) numbers[i];
        }
        check(targets, values.count(slot));
    }

    /** One target for each output, finite, and 0 or 1 for properties. */
    private void check(float[] targets, int count) throws BadExampleException {
        List<String> outputs = schema.classes();
        if (count != outputs.size()) {
            throw BadExampleException.of(
                    Reason.WRONG_LABEL_COUNT, "expected a label of " + outputs.size() + " values, found " + count);
        }
        for (int i = 0; i < targets.length; i++) {
            float target = targets[i];
            if (!Float.isFinite(target)) {
                throw BadExampleException.of(
                        Reason.NOT_A_FINITE_NUMBER,
                        "the label's " + outputs.get(i) + " is not a finite float32: " + target);
            }
            if (schema.task() == Task.MULTI_LABEL && target != 0 && target != 1) {
                throw BadExampleException.of(
                        Reason.UNKNOWN_LABEL, "the label's " + outputs.get(i) + " is neither 0 nor 1: " + target);
            }
        }
    }

    private BadExampleException wrong(FieldValues values, String problem) {
        return BadExampleException.malformed(values.quoted(slot) + problem);
    }
}
