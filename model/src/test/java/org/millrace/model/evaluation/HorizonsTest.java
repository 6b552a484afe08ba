package org.millrace.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.model.format.LearnerFormatException;
import org.millrace.model.loss.BinaryCrossEntropy;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.SoftmaxCrossEntropy;
import org.millrace.model.loss.Task;

/** What holds for tallies, windows and fading tallies of any examples. */
class HorizonsTest {

    /** Some examples and what a network made of them. */
    private record Examples(Task task, int outputs, List<float[]> rows, List<float[]> targets, List<Float> weights) {

        static Examples random(Task task, int outputs, int count, boolean weighted, long seed) {
            Random random = new Random(seed);
            Examples stream = new Examples(task, outputs, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < count; i++) {
                float[] row = new float[outputs];
                float[] target = new float[task == Task.CLASSIFICATION ? 1 : outputs];
                for (int j = 0; j < outputs; j++) {
                    row[j] = (float) random.nextGaussian();
                }
                for (int j = 0; j < target.length; j++) {
                    target[j] = switch (task) {
                        case CLASSIFICATION -> (float) (int) (outputs * Math.pow(random.nextDouble(), 2));
                        case MULTI_LABEL -> random.nextInt(2);
                        case REGRESSION -> (float) (random.nextGaussian() + row[j]) * 3 + 5;
                    };
                }
                if (task == Task.CLASSIFICATION) {
                    row[(int) target[0]] += 1;
                }
                stream.rows.add(row);
                stream.targets.add(target);
                stream.weights.add(weighted ? random.nextInt(4) * 0.5f : 1f);
            }
            return stream;
        }

        void handOn(int from, int to, PredictionSink sink) {
            Predictions predictions = new Predictions(
                    switch (task) {
                        case CLASSIFICATION -> new SoftmaxCrossEntropy();
                        case MULTI_LABEL -> new BinaryCrossEntropy();
                        case REGRESSION -> new MeanSquaredError();
                    },
                    outputs);
            for (int i = from; i < to; i++) {
                float[] target = targets.get(i);
                MiniBatch batch = task == Task.CLASSIFICATION
                        ? new MiniBatch(1, 1, new float[1], new int[] {(int) target[0]})
                        : MiniBatch.ofTargets(1, 1, new float[1], target);
                predictions.handOn(
                        rows.get(i), batch.weighing(weights.get(i)), 0, 1, new double[] {i % 7 * 0.25}, sink);
            }
        }

        Evaluation evaluation(int from, int to) {
            Evaluation evaluation = new Evaluation(task, outputs);
            handOn(from, to, evaluation);
            return evaluation;
        }

        Examples shuffled() {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, new Random(3));
            Examples other = new Examples(task, outputs, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int i : order) {
                other.rows.add(rows.get(i));
                other.targets.add(targets.get(i));
                other.weights.add(weights.get(i));
            }
            return other;
        }

        int size() {
            return rows.size();
        }
    }

    static Stream<Examples> streams() {
        return Stream.of(1L, 2L, 3L).flatMap(seed -> Stream.of(true, false)
                .flatMap(weighted -> Stream.of(
                        Examples.random(Task.CLASSIFICATION, 2, 300, weighted, seed),
                        Examples.random(Task.CLASSIFICATION, 7, 300, weighted, seed),
                        Examples.random(Task.MULTI_LABEL, 3, 200, weighted, seed),
                        Examples.random(Task.REGRESSION, 2, 200, weighted, seed))));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void mergedPartsAreTheWhole(Examples stream) {
        for (int cut : new int[] {0, 1, 2, 77, stream.size()}) {
            Evaluation merged = stream.evaluation(0, cut);
            merged.merge(stream.evaluation(cut, stream.size()));
            assertSame(merged, stream.evaluation(0, stream.size()), 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void orderMattersOnlyToTheTemporalKappa(Examples stream) {
        Map<Measure, Double> inOrder = Measure.all(stream.evaluation(0, stream.size()));
        Evaluation other = new Evaluation(stream.task, stream.outputs);
        Examples shuffled = stream.shuffled();
        shuffled.handOn(0, shuffled.size(), other);
        Map<Measure, Double> figures = Measure.all(other);
        if (stream.task == Task.CLASSIFICATION) {
            assertThat(figures.remove(Measure.KAPPA_TEMPORAL)).isNotEqualTo(inOrder.remove(Measure.KAPPA_TEMPORAL));
        }
        // The losses were given by place.
        figures.remove(Measure.LOSS);
        inOrder.remove(Measure.LOSS);
        assertFigures(figures, inOrder, 1e-12);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void figuresAreInTheirRanges(Examples stream) {
        Measure.all(stream.evaluation(0, stream.size())).forEach((measure, figure) -> {
            switch (measure) {
                case LOSS, MAE, RMSE, MAPE ->
                    assertThat(figure).as(measure.code()).isNotNegative();
                case KAPPA, KAPPA_M, KAPPA_TEMPORAL, R2 ->
                    assertThat(figure).as(measure.code()).isLessThanOrEqualTo(1);
                case MATTHEWS_CORRELATION -> assertThat(figure).isBetween(-1.0, 1.0);
                case BRIER_SCORE -> assertThat(figure).isBetween(0.0, 2.0);
                case ACCURACY,
                        BALANCED_ACCURACY,
                        MACRO_PRECISION,
                        MACRO_RECALL,
                        MACRO_F1,
                        WEIGHTED_PRECISION,
                        WEIGHTED_RECALL,
                        WEIGHTED_F1,
                        ROC_AUC,
                        CALIBRATION_ERROR,
                        TOP_5_ACCURACY -> assertThat(figure).as(measure.code()).isBetween(0.0, 1.0);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("streams")
    void anAreaIsEstimatedToWithinItsError(Examples stream) {
        if (stream.task == Task.REGRESSION) {
            return;
        }
        SlidingWindow window = new SlidingWindow(stream.task, stream.outputs, stream.size());
        stream.handOn(0, stream.size(), window);
        ProbabilityTally tally = window.evaluation().probabilities();
        assertThat(tally.rocAuc()).isCloseTo(window.rocAuc(), within(tally.rocAucError()));
        assertThat(tally.rocAuc()).isNotEqualTo(window.rocAuc());
        assertThat(tally.rocAucError()).isBetween(1e-6, 0.02);
        assertThat(window.rocAuc()).isCloseTo(pairwise(stream), within(1e-12));
    }

    /** By the definition: the share of pairs in which the example of the class has the greater probability. */
    private static double pairwise(Examples stream) {
        List<double[]> probabilities = new ArrayList<>();
        stream.handOn(0, stream.size(), new PredictionSink() {
            @Override
            public void add(Prediction prediction) {
                double[] row = new double[stream.outputs];
                prediction.copyProbabilities(row, 0);
                probabilities.add(row);
            }

            @Override
            public void requireTask(Task task, int outputs) {}
        });
        double sum = 0;
        for (int k = 0; k < stream.outputs; k++) {
            double greater = 0;
            double pairs = 0;
            for (int i = 0; i < stream.size(); i++) {
                for (int j = 0; j < stream.size(); j++) {
                    if (isOf(stream, i, k) && !isOf(stream, j, k)) {
                        double weight = stream.weights.get(i) * stream.weights.get(j);
                        pairs += weight;
                        greater += weight
                                * (1
                                        + Math.signum(probabilities.get(i)[k]
                                                - probabilities.get(j)[k]))
                                / 2;
                    }
                }
            }
            sum += greater / pairs;
        }
        return sum / stream.outputs;
    }

    private static boolean isOf(Examples stream, int i, int k) {
        float[] target = stream.targets.get(i);
        return stream.task == Task.CLASSIFICATION ? target[0] == k : target[k] == 1;
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aWindowIsTheTallyOfItsExamples(Examples stream) {
        SlidingWindow window = new SlidingWindow(stream.task, stream.outputs, 50);
        for (int end = 1; end <= stream.size(); end++) {
            stream.handOn(end - 1, end, window);
            if (end % 37 == 0) {
                assertThat(window.examples()).isEqualTo(Math.min(end, 50));
                assertSame(window.evaluation(), stream.evaluation(Math.max(0, end - 50), end), 0);
            }
        }
        assertSame(window.withCapacity(20).evaluation(), stream.evaluation(stream.size() - 20, stream.size()), 0);
        assertSame(window.withCapacity(90).evaluation(), window.evaluation(), 0);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aTallyThatFadesIsTheRecurrence(Examples stream) {
        double factor = 0.9;
        FadingEvaluation fading = new FadingEvaluation(stream.task, stream.outputs, factor);
        stream.handOn(0, stream.size(), fading);
        double loss = 0;
        double weight = 0;
        double right = 0;
        for (int i = 0; i < stream.size(); i++) {
            loss = stream.weights.get(i) * (i % 7 * 0.25) + factor * loss;
            weight = stream.weights.get(i) + factor * weight;
            if (stream.task == Task.CLASSIFICATION) {
                right = stream.weights.get(i) * correct(stream, i) + factor * right;
            }
        }
        assertThat(fading.evaluation().loss()).isCloseTo(loss / weight, within(1e-12));
        if (stream.task == Task.CLASSIFICATION) {
            assertThat(fading.evaluation().accuracy()).isCloseTo(right / weight, within(1e-12));
        }
        assertThat(fading.evaluation().examples()).isEqualTo(stream.size());
    }

    private static int correct(Examples stream, int i) {
        ConfusionMatrix matrix = stream.evaluation(i, i + 1).confusionMatrix();
        int actual = (int) stream.targets.get(i)[0];
        return (int) matrix.count(actual, actual);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void whatDoesNotFadeIsAPlainTally(Examples stream) {
        FadingEvaluation fading = new FadingEvaluation(stream.task, stream.outputs, 1);
        stream.handOn(0, stream.size(), fading);
        assertSame(fading.evaluation(), stream.evaluation(0, stream.size()), 0);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void fadingChangesNothingWhenWeightsAreBroughtDown(Examples stream) {
        // A factor of ½ reaches the greatest weight after 128 examples: the figures of the last 60 do not show it.
        FadingEvaluation fading = new FadingEvaluation(stream.task, stream.outputs, 0.5);
        stream.handOn(0, stream.size(), fading);
        FadingEvaluation late = new FadingEvaluation(stream.task, stream.outputs, 0.5);
        stream.handOn(stream.size() - 60, stream.size(), late);
        Map<Measure, Double> figures = Measure.all(fading.evaluation());
        Map<Measure, Double> expected = Measure.all(late.evaluation());
        for (Measure measure : List.of(Measure.LOSS, Measure.ACCURACY, Measure.KAPPA, Measure.MAE, Measure.R2)) {
            assertThat(figures.containsKey(measure)).isEqualTo(expected.containsKey(measure));
            if (expected.containsKey(measure)) {
                assertThat(figures.get(measure)).isCloseTo(expected.get(measure), within(1e-9));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void goOnAfterARestoreAsIfThereHadBeenNone(Examples stream) throws IOException {
        int cut = 131;
        Evaluation evaluation = stream.evaluation(0, cut);
        SlidingWindow window = new SlidingWindow(stream.task, stream.outputs, 50);
        FadingEvaluation fading = new FadingEvaluation(stream.task, stream.outputs, 0.5);
        stream.handOn(0, cut, window.and(fading));
        List<byte[]> before = List.of(bytes(evaluation::write), bytes(window::write), bytes(fading::write));

        Evaluation restored = Evaluation.read(input(before.get(0)));
        SlidingWindow restoredWindow = SlidingWindow.read(input(before.get(1)));
        FadingEvaluation restoredFading = FadingEvaluation.read(input(before.get(2)));
        Evaluation copy = evaluation.copy();
        SlidingWindow windowCopy = window.copy();
        FadingEvaluation fadingCopy = fading.copy();
        stream.handOn(cut, stream.size(), evaluation.and(window).and(fading));
        stream.handOn(cut, stream.size(), restored.and(restoredWindow).and(restoredFading));

        assertThat(bytes(restored::write)).isEqualTo(bytes(evaluation::write));
        assertThat(bytes(restoredWindow::write)).isEqualTo(bytes(window::write));
        assertThat(bytes(restoredFading::write)).isEqualTo(bytes(fading::write));
        assertThat(bytes(copy::write)).isEqualTo(before.get(0));
        assertThat(bytes(windowCopy::write)).isEqualTo(before.get(1));
        assertThat(bytes(fadingCopy::write)).isEqualTo(before.get(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void goOnWithMoreClasses(int classes) {
        Examples early = Examples.random(Task.CLASSIFICATION, 2, 120, true, 4);
        Examples late = Examples.random(Task.CLASSIFICATION, classes, 120, true, 5);
        Evaluation evaluation = early.evaluation(0, 120).withClasses(classes);
        SlidingWindow window = new SlidingWindow(Task.CLASSIFICATION, 2, 150);
        FadingEvaluation fading = new FadingEvaluation(Task.CLASSIFICATION, 2, 0.99);
        early.handOn(0, 120, window.and(fading));
        SlidingWindow largerWindow = window.withClasses(classes);
        FadingEvaluation largerFading = fading.withClasses(classes);
        for (PredictionSink sink : List.of(evaluation, largerWindow, largerFading)) {
            sink.requireTask(Task.CLASSIFICATION, classes);
            late.handOn(0, 120, sink);
        }

        assertThat(evaluation.examples()).isEqualTo(240);
        assertThat(evaluation.accuracy()).isEqualTo(accuracy(early, late, 0));
        assertThat(largerWindow.evaluation().accuracy()).isEqualTo(accuracy(early, late, 90));
        assertThat(largerWindow.evaluation().kappaTemporal()).isNotNaN();
        assertThat(largerFading.evaluation().confusionMatrix().total()).isEqualTo(240);
        assertThat(Measure.all(evaluation)).containsKeys(Measure.ROC_AUC, Measure.BRIER_SCORE);
    }

    private static double accuracy(Examples early, Examples late, int from) {
        double right = 0;
        double total = 0;
        for (int i = from; i < 120; i++) {
            right += early.weights.get(i) * correct(early, i);
            total += early.weights.get(i);
        }
        for (int i = 0; i < 120; i++) {
            right += late.weights.get(i) * correct(late, i);
            total += late.weights.get(i);
        }
        return right / total;
    }

    @Test
    void refuseNonsense() throws IOException {
        assertThatThrownBy(() -> new SlidingWindow(Task.CLASSIFICATION, 2, 0))
                .hasMessage("window must be at least 1: 0");
        assertThatThrownBy(() -> new SlidingWindow(Task.CLASSIFICATION, 2, 100_001))
                .hasMessage("window must be at most 100000: 100001");
        assertThatThrownBy(() -> new FadingEvaluation(Task.CLASSIFICATION, 2, 0))
                .hasMessage("fading must be in (0, 1]: 0.0");
        assertThatThrownBy(() -> new Evaluation(3).withClasses(2)).hasMessage("classes must be at least 3: 2");
        assertThatThrownBy(() -> new SlidingWindow(Task.CLASSIFICATION, 2, 5).requireTask(Task.CLASSIFICATION, 3))
                .hasMessageStartingWith("a window must be of CLASSIFICATION with 3 outputs");
        byte[] window = bytes(new SlidingWindow(Task.CLASSIFICATION, 2, 5)::write);
        window[0] = 9;
        assertThatThrownBy(() -> SlidingWindow.read(input(window)))
                .isInstanceOf(LearnerFormatException.class)
                .hasMessageStartingWith("a sliding window of version 9");
        byte[] fading = bytes(new FadingEvaluation(Task.CLASSIFICATION, 2, 1)::write);
        fading[1] = 0x40;
        assertThatThrownBy(() -> FadingEvaluation.read(input(fading)))
                .isInstanceOf(LearnerFormatException.class)
                .hasMessageStartingWith("Not a fading evaluation: fading must be in (0, 1]");
    }

    private interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writer writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static DataInputStream input(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private static void assertSame(Evaluation evaluation, Evaluation expected, double tolerance) {
        assertThat(evaluation.examples()).isEqualTo(expected.examples());
        if (evaluation.task() != Task.REGRESSION) {
            assertThat(evaluation.confusionMatrix().counts())
                    .isEqualTo(expected.confusionMatrix().counts());
        }
        assertFigures(Measure.all(evaluation), Measure.all(expected), tolerance);
    }

    private static void assertFigures(Map<Measure, Double> figures, Map<Measure, Double> expected, double tolerance) {
        assertThat(figures).containsOnlyKeys(expected.keySet()).isNotEmpty();
        expected.forEach((measure, figure) -> assertThat(figures.get(measure))
                .as(measure.code())
                .isCloseTo(figure, within(tolerance * Math.max(1, Math.abs(figure)))));
    }
}
