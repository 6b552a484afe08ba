package org.millrace.operators.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.millrace.operators.Elements.TOPIC;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.millrace.model.LearnerSettings;
import org.millrace.model.loss.BinaryCrossEntropy;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.operators.metrics.Meter;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Reading;
import org.millrace.operators.record.Scores;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Fields;

/** What {@link Train} shows of classes, of properties, and of numbers in their place. */
class TrainMetersClassesTest {

    @Test
    void scoresEachClassOfTheLastPassAndOfTheTest() throws Exception {
        try (MeteredTask task = MeteredTask.start().feed(TrainRuns.run())) {
            for (Kind kind : List.of(Kind.PASS, Kind.TEST)) {
                long[][] counts = task.last(kind)
                        .heldOut()
                        .orElseThrow()
                        .confusionMatrix()
                        .orElseThrow()
                        .counts();
                String labels = ",split=" + (kind == Kind.PASS ? "validation" : "test") + ",class=above";
                double precision = (double) counts[1][1] / (counts[0][1] + counts[1][1]);
                double recall = (double) counts[1][1] / (counts[1][0] + counts[1][1]);

                assertThat(task.figure(Meter.CLASS_PRECISION, labels)).isCloseTo(precision, within(1e-12));
                assertThat(task.figure(Meter.CLASS_RECALL, labels)).isCloseTo(recall, within(1e-12));
                assertThat(task.count(
                                Meter.LAST_PREDICTIONS,
                                labels.replace(",class=above", ",actual=above,predicted=below")))
                        .isEqualTo(counts[1][0]);
                assertThat(task.figure(Meter.CLASS_F1, labels))
                        .isCloseTo(2 * precision * recall / (precision + recall), within(1e-12));
            }
        }
    }

    @Test
    void showsTheErrorsOfARegressionInPlaceOfItsClasses() throws Exception {
        LearnerSettings settings =
                LearnerSettings.of(Architecture.of(2, Activation.TANH, 1, 8)).withLoss(new MeanSquaredError());
        List<TrainElement> elements =
                TrainRuns.run().stream().map(TrainTest::asRegression).toList();
        try (MeteredTask task =
                new MeteredTask(settings, List.of("difference")).open().feed(elements)) {
            Scores test = task.last(Kind.TEST).heldOut().orElseThrow();

            assertThat(task.figure(Meter.MAE, ",split=test")).isEqualTo(test.mae());
            assertThat(task.figure(Meter.RMSE, ",split=test")).isEqualTo(test.rmse());
            assertThat(task.figure(Meter.R2, ",split=test")).isEqualTo(test.r2());
            assertThat(task.names())
                    .contains(Meter.PASS_LOSS.registeredName(), Meter.GENERALIZATION_GAP.registeredName())
                    .noneMatch(name -> name.contains("accuracy") || name.contains("class") || name.contains("kappa"))
                    .doesNotContain(Meter.PREDICTIONS.registeredName());
        }
    }

    @Test
    void countsThePropertiesOfManyLabelsTogether() throws Exception {
        LearnerSettings settings =
                LearnerSettings.of(Architecture.of(2, Activation.TANH, 3, 8)).withLoss(new BinaryCrossEntropy());
        ExampleBatch batch = new ExampleBatch(
                Split.VALIDATION,
                Reading.LIVE,
                new Place(TOPIC, 0, 0),
                1,
                5_000,
                5_000,
                MiniBatch.ofTargets(2, 2, new float[4], new float[] {1, 0, 1, 0, 0, 1}),
                new ReadTally(2, 0));
        try (MeteredTask task = new MeteredTask(settings, List.of("sweet", "hot", "sour"))
                .open()
                .feed(List.of(batch))) {
            assertThat(task.figure(Meter.CLASS_EXAMPLES, ",split=validation,class=0"))
                    .isEqualTo(3);
            assertThat(task.figure(Meter.CLASS_EXAMPLES, ",split=validation,class=1"))
                    .isEqualTo(3);
        }
    }

    @Test
    void showsNoSingleCellsOfManyClasses() throws Exception {
        for (int classes : new int[] {20, 21}) {
            List<String> names =
                    IntStream.range(0, classes).mapToObj(k -> "c" + k).toList();
            LearnerSettings settings = LearnerSettings.of(Architecture.of(2, Activation.RELU, classes, 4));
            List<TrainElement> batches = new ArrayList<>();
            batches.add(TrainRuns.batch(Split.VALIDATION, Phase.LIVE, 1, 0, 0, 30));
            try (MeteredTask task = new MeteredTask(settings, names).open().feed(batches)) {
                assertThat(task.names().contains(Meter.PREDICTIONS.registeredName()))
                        .isEqualTo(classes == 20);
                assertThat(task.names().contains(Meter.CLASS_F1.registeredName()))
                        .isEqualTo(classes == 20);
                assertThat(task.figure(Meter.CLASS_EXAMPLES, ",split=validation,class=c0")
                                + task.figure(Meter.CLASS_EXAMPLES, ",split=validation,class=c1"))
                        .isEqualTo(30);
                task.figure(Meter.CLASS_CORRECT, ",split=validation,class=c" + (classes - 1));
            }
        }
    }

    @Test
    void showsAClassFromWhenItIsDiscovered() throws Exception {
        LearnerSettings settings = LearnerSettings.of(Architecture.of(2, Activation.RELU, 1, 4));
        ExampleBatch first = TrainRuns.batch(Split.VALIDATION, Phase.LIVE, 1, 0, 0, 30);
        ExampleBatch second = TrainRuns.batch(Split.VALIDATION, Phase.LIVE, 1, 0, 100, 30);
        try (MeteredTask task =
                new MeteredTask(settings, ExampleSchema.discovering(Fields.vector(2), 9), TrainRuns.run("")).open()) {
            task.feed(List.of(first.labelled(List.of("a", "b"), first.examples().labels())));
            assertThat(task.figure(Meter.CLASSES, "")).isEqualTo(2);
            assertThat(task.figure(Meter.PARAMETERS, "")).isEqualTo(2 * 4 + 4 + 4 * 2 + 2);
            double bytes = task.figure(Meter.STATE_BYTES, "");

            task.feed(
                    List.of(second.labelled(List.of("b", "c"), second.examples().labels())));

            assertThat(task.figure(Meter.CLASSES, "")).isEqualTo(3);
            assertThat(task.figure(Meter.PARAMETERS, "")).isEqualTo(2 * 4 + 4 + 4 * 3 + 3);
            assertThat(task.figure(Meter.STATE_BYTES, "")).isGreaterThan(bytes);
            String split = ",split=validation";
            assertThat(IntStream.range(0, 3)
                            .mapToObj(k -> ",class=" + "abc".charAt(k))
                            .mapToDouble(of -> task.figure(Meter.CLASS_EXAMPLES, split + of))
                            .sum())
                    .isEqualTo(60);
            long actualC = task.count(Meter.CLASS_EXAMPLES, split + ",class=c");
            assertThat(Stream.of("a", "b", "c")
                            .mapToLong(of -> task.count(Meter.PREDICTIONS, split + ",actual=c,predicted=" + of))
                            .sum())
                    .isEqualTo(actualC)
                    .isPositive();
        }
    }
}
