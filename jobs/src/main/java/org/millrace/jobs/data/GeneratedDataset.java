package org.millrace.jobs.data;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.millrace.jobs.data.generator.DriftSchedule;
import org.millrace.jobs.data.generator.GeneratedExamples;
import org.millrace.jobs.data.generator.Generator;
import org.millrace.operators.format.ExampleFormat;
import org.millrace.operators.format.JsonExampleFormat;
import org.millrace.operators.format.LabelledExample;

/**
 * The examples of a generator: without end, or the first of them as a data set.
 *
 * @param schedule where they drift from concept to concept
 * @param concept the first, from 0
 * @param seed of the gradual drifts; the generator has its own
 */
public record GeneratedDataset(Generator generator, DriftSchedule schedule, int concept, long seed) implements Dataset {

    /** As many as a short run can learn something from. */
    private static final int FIRST = 20_000;

    public GeneratedDataset {
        requireNonNull(generator, "generator");
        requireNonNull(schedule, "schedule");
    }

    @Override
    public String name() {
        return generator.name();
    }

    @Override
    public String preset() {
        return "csv";
    }

    @Override
    public int features() {
        return generator.fields().size();
    }

    @Override
    public List<String> classes() {
        return generator.classes();
    }

    /** The first 20,000. */
    @Override
    public Part training() {
        Iterator<LabelledExample> examples = stream();
        List<LabelledExample> first = new ArrayList<>();
        while (first.size() < FIRST) {
            first.add(examples.next());
        }
        return Table.of(first);
    }

    @Override
    public Iterator<LabelledExample> endless(Part training) {
        return stream();
    }

    private Iterator<LabelledExample> stream() {
        return new GeneratedExamples(generator, schedule, concept, seed);
    }

    @Override
    public Optional<Part> test() {
        return Optional.empty();
    }

    @Override
    public ExampleFormat format() {
        return new JsonExampleFormat();
    }
}
