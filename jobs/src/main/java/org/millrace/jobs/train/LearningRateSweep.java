package org.millrace.jobs.train;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.OptimizerKeys;
import org.millrace.jobs.schema.AutoFeatures;
import org.millrace.jobs.watch.Console;
import org.millrace.jobs.watch.RatePlot;
import org.millrace.model.LearnerSettings;
import org.millrace.model.LearningRateFinder;
import org.millrace.model.LearningRateFinder.Proposal;
import org.millrace.model.loss.MiniBatch;
import org.millrace.operators.holdout.ExampleReader;
import org.millrace.operators.holdout.TrainingSample;
import org.millrace.operators.source.RangeReader;

/** Sweeps over the learning rates with the first training examples of a topic, and shows what comes of it. */
public final class LearningRateSweep {

    /** Fewer would make the steps from rate to rate too coarse: few examples are gone through more than once. */
    private static final int LEAST_BATCHES = 200;

    private final Console console;
    private final int examples;
    private final double from;
    private final double to;

    /**
     * @param examples at most so many are read
     * @param from the rate of the first batch
     * @param to the rate of the last batch
     */
    public LearningRateSweep(Console console, int examples, double from, double to) {
        this.console = requireNonNull(console, "console");
        this.examples = examples;
        this.from = from;
        this.to = to;
    }

    /** @throws ConfigException if the topic has no training examples, or the loss is never finite */
    public void run(JobConfig config) throws IOException {
        TrainPlan plan = TrainPlan.of(AutoFeatures.resolve(config, console::print));
        String topic = config.get(KafkaKeys.EXAMPLES_TOPIC);
        console.status("Reading topic " + topic + " …");
        TrainingSample sample = TrainingSample.read(
                new RangeReader(topic, config.kafkaProperties()),
                new ExampleReader(plan.schema(), plan.formats(), plan.splitPolicy()),
                plan.batches().size(),
                examples);
        if (sample.examples() == 0) {
            throw new ConfigException("topic " + topic + " holds no training examples"
                    + (sample.badRecords() == 0 ? "" : "; none of its records is an example of this configuration"));
        }
        console.status("Sweeping over the learning rates …");
        List<MiniBatch> batches = repeated(sample.batches());
        Proposal proposal = sweep(plan.train().learner().withOutputs(sample.outputs()), batches);
        console.print(String.format(
                Locale.ROOT,
                "Swept %,d batches of %,d over the first %,d training examples of topic %s%s",
                proposal.points().size(),
                plan.batches().size(),
                sample.examples(),
                topic,
                sample.badRecords() == 0 ? "" : String.format(", %,d records were not examples", sample.badRecords())));
        print(proposal, config.get(OptimizerKeys.LEARNING_RATE));
    }

    private Proposal sweep(LearnerSettings learner, List<MiniBatch> batches) {
        try {
            return LearningRateFinder.sweep(learner, batches, from, to);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    "no rate can be proposed: " + e.getMessage() + "; scale the features or lower --from", e);
        }
    }

    private static List<MiniBatch> repeated(List<MiniBatch> batches) {
        List<MiniBatch> repeated = new ArrayList<>(batches);
        while (repeated.size() < LEAST_BATCHES) {
            repeated.addAll(batches);
        }
        return repeated;
    }

    private void print(Proposal proposal, double configured) {
        console.print("");
        console.print(RatePlot.draw(proposal));
        console.print("");
        String rate = String.format(Locale.ROOT, "%.2g", Math.min(10, proposal.rate()));
        console.print("Proposed learning rate: " + rate + ". " + proposal.reason());
        console.print("Use it with --set " + OptimizerKeys.LEARNING_RATE + "=" + rate + " (the configuration has "
                + configured + ")");
    }
}
