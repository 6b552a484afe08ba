package org.millrace.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.millrace.model.Reference;

/** Evaluation figures must be what scikit-learn computes. */
class EvaluationReferenceTest {

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
        for (int i = 0; i < actual.length; i++) {
            double[] probabilities =
                    Reference.numbers(reference.get("probabilities").get(i));
            evaluation.add(actual[i], argmax(probabilities), -Math.log(probabilities[actual[i]]));
        }
        ConfusionMatrix matrix = evaluation.confusionMatrix();
        for (int k = 0; k < classes; k++) {
            for (int j = 0; j < classes; j++) {
                assertThat(matrix.count(k, j))
                        .isEqualTo(
                                reference.get("confusion_matrix").get(k).get(j).asLong());
            }
            assertThat(matrix.support(k))
                    .isEqualTo(reference.get("support").get(k).asLong());
            assertFigure(reference.get("precision").get(k), matrix.precision(k));
            assertFigure(reference.get("recall").get(k), matrix.recall(k));
            assertFigure(reference.get("f1").get(k), matrix.f1(k));
        }
        assertThat(evaluation.examples()).isEqualTo(actual.length);
        assertFigure(reference.get("accuracy"), evaluation.accuracy());
        assertFigure(reference.get("macro_f1"), matrix.macroF1());
        assertFigure(reference.get("cohen_kappa"), evaluation.kappa());
        assertFigure(reference.get("log_loss"), evaluation.loss());
    }

    private static void assertFigure(JsonNode expected, double actual) {
        if (expected.isNull()) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isCloseTo(expected.asDouble(), within(1e-9));
        }
    }

    private static int argmax(double[] values) {
        int best = 0;
        for (int j = 1; j < values.length; j++) {
            best = values[j] > values[best] ? j : best;
        }
        return best;
    }
}
