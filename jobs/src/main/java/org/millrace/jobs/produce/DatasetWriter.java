package org.millrace.jobs.produce;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.QuickstartKeys;
import org.millrace.jobs.config.keys.TrainingKeys;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.data.Dataset.Part;
import org.millrace.jobs.kafka.Topics;
import org.millrace.jobs.watch.Console;
import org.millrace.operators.format.LabelledExample;

/** Writes the parts of a data set to topics that exist, and shows how far it is. */
public final class DatasetWriter {

    private final Dataset dataset;
    private final JobConfig config;
    private final Console console;

    /** @param config with the address of the broker */
    public DatasetWriter(Dataset dataset, JobConfig config, Console console) {
        this.dataset = requireNonNull(dataset, "dataset");
        this.config = requireNonNull(config, "config");
        this.console = requireNonNull(console, "console");
    }

    /** Writes the examples to train on, in the configured order, until the end or until this thread is interrupted. */
    public void writeTraining(String topic, Play play) throws ExecutionException, InterruptedException {
        Part training = dataset.training();
        Part ordered = config.get(QuickstartKeys.SHUFFLE) ? training.shuffled(config.get(TrainingKeys.SEED)) : training;
        write(dataset.endless(ordered), play.count(training.size()), topic, play);
    }

    /** Writes every example of a part once. */
    public void write(Part part, String topic) throws ExecutionException, InterruptedException {
        write(Dataset.repeated(part), OptionalLong.of(part.size()), topic, Play.ONCE);
    }

    private void write(Iterator<LabelledExample> examples, OptionalLong count, String topic, Play play)
            throws ExecutionException, InterruptedException {
        long first = play.resume() ? skipped(examples, topic) : 0;
        Pace pace = Pace.of(play.rate());
        ExampleProducer producer = new ExampleProducer(dataset, play.faults(), topic, config.kafkaProperties());
        try (producer;
                Progress unused =
                        new Progress(console, topic, count, play.schedule(), () -> first + producer.written())) {
            for (long number = first; count.isEmpty() || number < count.getAsLong(); number++) {
                requireNotInterrupted();
                pace.await();
                producer.send(examples.next(), number);
            }
            producer.flush();
        } finally {
            console.print(String.format(
                    Locale.ROOT, "Wrote %,d examples of %s to topic %s", producer.written(), dataset.name(), topic));
        }
    }

    /** Passes over as many examples as the topic has had. */
    private long skipped(Iterator<LabelledExample> examples, String topic) throws InterruptedException {
        long records = Topics.written(config, topic);
        for (long number = 0; number < records; number++) {
            requireNotInterrupted();
            examples.next();
        }
        if (records > 0) {
            console.print(
                    String.format(Locale.ROOT, "Topic %s has had %,d records; going on after them", topic, records));
        }
        return records;
    }

    private static void requireNotInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
