package org.millrace.jobs.produce;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.data.generator.Draws;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.ExampleFormat;
import org.millrace.operators.format.LabelledExample;
import org.millrace.operators.schema.ExampleSchema;

/**
 * Breaks a share of the records, so that there are dead letters to look at. Which record is broken, and how, follows from the
 * seed and the number of the record alone.
 *
 * @param share of the records, in [0, 1]
 */
public record Faults(double share, long seed) {

    public static final Faults NONE = new Faults(0, 0);

    private static final String NO_CLASS = "none-of-the-classes";

    /** What can be wrong with a record. */
    enum Fault {
        /** Half of its bytes are missing. */
        CUT_SHORT,
        /** Its last feature is missing. */
        FEATURE_MISSING,
        /** Its class is none of the classes. */
        UNKNOWN_CLASS
    }

    public Faults {
        if (!(share >= 0 && share <= 1)) {
            throw new ConfigException("--broken must be a share in [0, 1]: " + share);
        }
    }

    /** What is to be wrong with a record. */
    Optional<Fault> of(long number, Task task) {
        if (share == 0) {
            return Optional.empty();
        }
        Random random = Draws.sequence(seed, number);
        if (random.nextDouble() >= share) {
            return Optional.empty();
        }
        List<Fault> kinds = task == Task.CLASSIFICATION
                ? List.of(Fault.CUT_SHORT, Fault.FEATURE_MISSING, Fault.UNKNOWN_CLASS)
                : List.of(Fault.CUT_SHORT, Fault.FEATURE_MISSING);
        return Optional.of(kinds.get(random.nextInt(kinds.size())));
    }

    /** The value of a record with a fault. */
    static byte[] write(LabelledExample example, Fault fault, ExampleFormat format, ExampleSchema schema) {
        requireNonNull(fault, "fault");
        return switch (fault) {
            case CUT_SHORT -> {
                byte[] whole = format.write(example, schema);
                yield Arrays.copyOf(whole, whole.length / 2);
            }
            case FEATURE_MISSING -> {
                float[] fewer = Arrays.copyOf(example.features(), example.features().length - 1);
                yield format.write(
                        new LabelledExample(
                                example.id(), example.timestamp(), fewer, example.label(), example.targets()),
                        schema);
            }
            case UNKNOWN_CLASS -> {
                List<String> more = new ArrayList<>(schema.classes());
                more.add(NO_CLASS);
                yield format.write(
                        new LabelledExample(
                                example.id(),
                                example.timestamp(),
                                example.features(),
                                schema.classes().size(),
                                example.targets()),
                        new ExampleSchema(schema.columns(), more));
            }
        };
    }
}
