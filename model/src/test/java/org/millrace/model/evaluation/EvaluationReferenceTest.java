package org.millrace.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.millrace.model.Reference;
import org.millrace.model.loss.Task;

/** Evaluation figures must be what scikit-learn computes, in a tally and in a window. */
class EvaluationReferenceTest {

    private static final Map<String, Measure> MEASURES = Map.ofEntries(
            Map.entry("accuracy", Measure.ACCURACY),
            Map.entry("balanced_accuracy", Measure.BALANCED_ACCURACY),
            Map.entry("macro_f1", Measure.MACRO_F1),
            Map.entry("weighted_f1", Measure.WEIGHTED_F1),
            Map.entry("cohen_kappa", Measure.KAPPA),
            Map.entry("kappa_m", Measure.KAPPA_M),
            Map.entry("kappa_temporal", Measure.KAPPA_TEMPORAL),
            Map.entry("matthews_correlation", Measure.MATTHEWS_CORRELATION),
            Map.entry("log_loss", Measure.LOSS),
            Map.entry("brier", Measure.BRIER_SCORE),
            Map.entry("expected_calibration_error_10_bins", Measure.CALIBRATION_ERROR));

    @Test
    void hasCases() {
        assertThat(Reference.cases("evaluation.json")).hasSizeGreaterThanOrEqualTo(7);
    }

    @TestFactory
    Stream<DynamicTest> computesWhatTheReferenceComputes() {
        return Reference.cases("evaluation.json").stream()
                .map(reference -> DynamicTest.dynamicTest(reference.get("name").asText(), () -> check(reference)));
    }

    private static void check(JsonNode reference) {
        int[] actual = Reference.integers(reference.get("actual"));
        int classes = reference.get("classes").asInt();
        Evaluation evaluation = new Evaluation(classes);
        SlidingWindow window = new SlidingWindow(Task.CLASSIFICATION, classes, actual.length);
        ProbableClasses examples = new ProbableClasses(classes, evaluation.and(window));
        for (int i = 0; i < actual.length; i++) {
            examples.add(
                    actual[i], Reference.numbers(reference.get("probabilities").get(i)));
        }
        checkMatrix(reference, classes, evaluation.confusionMatrix());
        assertThat(evaluation.examples()).isEqualTo(actual.length);
        MEASURES.forEach((name, measure) -> {
            assertFigure(name, reference.get(name), measure.of(evaluation));
            assertFigure(name, reference.get(name), Measure.all(window).getOrDefault(measure, Double.NaN));
        });
        checkArea(reference.get("roc_auc_ovr_macro"), evaluation.probabilities(), window);
    }

    private static void checkMatrix(JsonNode reference, int classes, ConfusionMatrix matrix) {
        for (int k = 0; k < classes; k++) {
            for (int j = 0; j < classes; j++) {
                assertThat(matrix.count(k, j))
                        .isEqualTo(
                                reference.get("confusion_matrix").get(k).get(j).asLong());
            }
            assertThat(matrix.support(k))
                    .isEqualTo(reference.get("support").get(k).asLong());
            assertFigure("precision", reference.get("precision").get(k), matrix.precision(k));
            assertFigure("recall", reference.get("recall").get(k), matrix.recall(k));
            assertFigure("f1", reference.get("f1").get(k), matrix.f1(k));
        }
    }

    private static void checkArea(JsonNode expected, ProbabilityTally tally, SlidingWindow window) {
        assertFigure("roc_auc", expected, window.rocAuc());
        if (expected.isNull()) {
            assertThat(tally.rocAuc()).isNaN();
        } else {
            assertThat(tally.rocAuc()).isCloseTo(expected.asDouble(), within(tally.rocAucError() + 1e-12));
            assertThat(tally.rocAucError()).isLessThan(0.02);
        }
    }

    private static void assertFigure(String name, JsonNode expected, double actual) {
        if (expected.isNull()) {
            assertThat(actual).as(name).isNaN();
        } else {
            assertThat(actual).as(name).isCloseTo(expected.asDouble(), within(1e-9));
        }
    }
}
