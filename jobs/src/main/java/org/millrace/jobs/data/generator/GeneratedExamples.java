package org.millrace.jobs.data.generator;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import org.millrace.operators.format.LabelledExample;

/**
 * The examples of a generator, without end, from concept to concept as a schedule says; after the last concept comes the first
 * again. Each concept goes on where it was left.
 */
public final class GeneratedExamples implements Iterator<LabelledExample> {

    private final Generator generator;
    private final DriftSchedule schedule;
    private final int first;
    private final Random random;
    private final Map<Integer, Concept> concepts = new HashMap<>();
    private long number;

    /**
     * @param first number of the concept that the stream begins with, from 0
     * @param seed decides, within a gradual drift, which concept an example belongs to
     */
    public GeneratedExamples(Generator generator, DriftSchedule schedule, int first, long seed) {
        this.generator = requireNonNull(generator, "generator");
        this.schedule = requireNonNull(schedule, "schedule");
        if (first < 0 || first >= generator.concepts()) {
            throw new IllegalArgumentException("first must be in 0.." + (generator.concepts() - 1) + ": " + first);
        }
        this.first = first;
        this.random = new Random(seed);
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public LabelledExample next() {
        int concept = (int) ((first + schedule.concept(number, random)) % generator.concepts());
        Row row = concepts.computeIfAbsent(concept, generator::concept).next();
        return LabelledExample.of(generator.name() + "-" + number++, row.values(), row.label());
    }
}
