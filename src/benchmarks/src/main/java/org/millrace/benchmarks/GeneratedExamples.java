package org.millrace.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.millrace.jobs.data.Dataset;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.ExampleFormat;
import org.millrace.operators.format.LabelledExample;
import org.millrace.operators.schema.ExampleSchema;

/**
 * Random features and labels, the same in every run.
 *
 * @param features of an example
 * @param classes names of the classes
 * @param format of the records
 * @param training all of them
 */
record GeneratedExamples(int features, List<String> classes, ExampleFormat format, Part training) implements Dataset {

    /** Large beside the caches and the time between two passes, and written in seconds. */
    private static final int BYTES = 160 << 20;

    private static final int SAMPLE = 100;
    private static final int FEWEST = 10_000;
    private static final int MOST = 500_000;

    GeneratedExamples {
        classes = List.copyOf(classes);
    }

    static GeneratedExamples of(TopicSettings settings) {
        List<String> classes =
                IntStream.range(0, settings.classes()).mapToObj(String::valueOf).toList();
        ExampleFormat format = settings.values().writer(settings.format().format());
        Part sample = new Rows(SAMPLE, settings.features(), settings.classes(), settings.values());
        double bytes = new GeneratedExamples(settings.features(), classes, format, sample).recordBytes();
        int size = settings.examples().orElse((int) Math.max(FEWEST, Math.min(MOST, BYTES / bytes)));
        return new GeneratedExamples(
                settings.features(),
                classes,
                format,
                new Rows(size, settings.features(), settings.classes(), settings.values()));
    }

    /** Mean length of the first records' values. */
    double recordBytes() {
        ExampleSchema schema = new ExampleSchema(features, classes);
        return IntStream.range(0, Math.min(SAMPLE, training.size()))
                .mapToObj(training::get)
                .mapToInt(example -> format.write(example, schema).length)
                .average()
                .orElseThrow();
    }

    @Override
    public String name() {
        return "generated";
    }

    @Override
    public String preset() {
        return "generated";
    }

    @Override
    public Task task() {
        return Task.CLASSIFICATION;
    }

    @Override
    public Optional<Part> test() {
        return Optional.empty();
    }

    /** Each row is drawn when it is asked for, from its own seed. */
    private record Rows(int size, int features, int classes, ValueKind values) implements Part {

        @Override
        public LabelledExample get(int index) {
            Random random = new Random(index);
            float[] row = new float[features];
            for (int i = 0; i < features; i++) {
                row[i] = values.draw(random);
            }
            return LabelledExample.of("generated-" + index, row, random.nextInt(classes));
        }
    }
}
