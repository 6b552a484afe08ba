package org.millrace.jobs.produce;

import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.QuickstartKeys;
import org.millrace.jobs.config.keys.TrainingKeys;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.data.Dataset.Part;
import org.millrace.jobs.watch.Console;

/** Writes the parts of a data set to topics that exist, and shows how far it is. */
public final class DatasetWriter implements AutoCloseable {

    private static final int SHOW_EVERY = 1_000;

    private final Dataset dataset;
    private final JobConfig config;
    private final Console console;
    private final ExampleProducer producer;

    /** @param config with the address of the broker */
    public DatasetWriter(Dataset dataset, JobConfig config, Console console) {
        this.dataset = dataset;
        this.config = config;
        this.console = console;
        this.producer = new ExampleProducer(dataset, config.kafkaProperties());
    }

    /** Writes the examples to train on, in the configured order. */
    public void writeTraining(String topic) throws ExecutionException {
        Part training = dataset.training();
        write(config.get(QuickstartKeys.SHUFFLE) ? training.shuffled(config.get(TrainingKeys.SEED)) : training, topic);
    }

    public void write(Part part, String topic) throws ExecutionException {
        producer.produce(part, topic, written -> {
            if (written % SHOW_EVERY == 0) {
                console.status(String.format(
                        Locale.ROOT, "Writing examples to topic %s: %,d of %,d …", topic, written, part.size()));
            }
        });
        console.print(
                String.format(Locale.ROOT, "Wrote %,d examples of %s to topic %s", part.size(), dataset.name(), topic));
    }

    @Override
    public void close() {
        producer.close();
    }
}
