package org.millrace.jobs.data;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.millrace.jobs.data.generator.Draws;
import org.millrace.jobs.data.generator.DriftSchedule;
import org.millrace.operators.format.LabelledExample;

/** The examples of a data set, changed from drift to drift; until the first they are as they are. */
final class DriftingExamples implements Iterator<LabelledExample> {

    /** More concepts than overlap in a gradual drift. */
    private static final int KEPT = 32;

    private final Iterator<LabelledExample> examples;
    private final DriftSchedule schedule;
    private final DriftKind kind;
    private final Dataset dataset;
    private final long seed;
    private final Random random;
    private final Map<Long, UnaryOperator<LabelledExample>> changes = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, UnaryOperator<LabelledExample>> eldest) {
            return size() > KEPT;
        }
    };
    private long number;

    /** @param dataset whose features and classes the examples have */
    DriftingExamples(
            Iterator<LabelledExample> examples, DriftSchedule schedule, DriftKind kind, Dataset dataset, long seed) {
        this.examples = examples;
        this.schedule = schedule;
        this.kind = kind;
        this.dataset = dataset;
        this.seed = seed;
        this.random = new Random(seed);
    }

    @Override
    public boolean hasNext() {
        return examples.hasNext();
    }

    @Override
    public LabelledExample next() {
        long concept = schedule.concept(number++, random);
        LabelledExample example = examples.next();
        return concept == 0
                ? example
                : changes.computeIfAbsent(concept, this::change).apply(example);
    }

    private UnaryOperator<LabelledExample> change(long concept) {
        return kind.change(dataset.features(), dataset.classes().size(), Draws.sequence(seed, concept));
    }
}
