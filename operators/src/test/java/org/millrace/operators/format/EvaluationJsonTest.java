package org.millrace.operators.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.EvaluationRecord.LearnerStatus;
import org.millrace.operators.record.EvaluationRecord.NetworkDigest;
import org.millrace.operators.record.EvaluationRecord.Range;
import org.millrace.operators.record.EvaluationRecord.Subject;
import org.millrace.operators.record.Ledger;
import org.millrace.operators.record.Scores;

/** The text of the evaluations topic, which others read: it may gain members, and never change or lose any. */
class EvaluationJsonTest {

    private static final String WINDOW = "{\"kind\":\"WINDOW\",\"model\":\"digits\",\"pass\":3,"
            + "\"examples\":{\"topic\":\"examples\",\"partition\":1,\"first_offset\":20,\"last_offset\":30},"
            + "\"timestamp\":1000,\"step\":17,\"refused_steps\":1,\"learning_rate\":0.125,\"gradient_norm\":null,"
            + "\"training\":{\"examples\":4,\"loss\":0.5,\"accuracy\":0.75,\"kappa\":0.5,"
            + "\"confusion_matrix\":[[1,1],[0,2]]},"
            + "\"held_out\":{\"examples\":3,\"loss\":0.5,\"mae\":0.25,\"rmse\":0.75,\"r2\":0.875,\"mape\":0.5},"
            + "\"ledger\":{\"read\":10,\"trained\":6,\"validated\":2,\"tested\":1,\"dead_lettered\":1,\"untrained\":0,\"lost\":7},"
            + "\"horizons\":{\"run\":{\"loss\":0.5,\"kappa_m\":-0.25},\"sliding\":{\"loss\":0.125}}}";

    private static final EvaluationRecord OF_WINDOW = new EvaluationRecord(
            new Subject(Kind.WINDOW, "digits", 3, Optional.of(new Range("examples", 1, 20, 30))),
            1_000,
            new LearnerStatus(17, 1, 0.125, Double.NaN),
            Optional.of(new Scores(4, 0.5, 0.75, 0.5, ConfusionMatrix.of(new long[][] {{1, 1}, {0, 2}}))),
            Optional.of(new Scores(
                    3, 0.5, Double.NaN, Double.NaN, Optional.empty(), 0.25, 0.75, 0.875, Map.of("mape", 0.5))),
            new Ledger(10, 6, 2, 1, 1, 0, 7),
            Optional.empty(),
            horizons());

    private static Map<String, Map<String, Double>> horizons() {
        Map<String, Map<String, Double>> horizons = new LinkedHashMap<>();
        horizons.put("run", new LinkedHashMap<>());
        horizons.get("run").put("loss", 0.5);
        horizons.get("run").put("kappa_m", -0.25);
        horizons.put("sliding", Map.of("loss", 0.125));
        return horizons;
    }

    @Test
    void writesTheTextThatIsPublished() {
        assertThat(new String(EvaluationJson.write(OF_WINDOW), UTF_8)).isEqualTo(WINDOW);
    }

    @Test
    void readsTheTextThatIsPublished() throws Exception {
        assertThat(EvaluationJson.read(WINDOW.getBytes(UTF_8)))
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(OF_WINDOW);
    }

    @Test
    void leavesOutThePlaceOfAPassAndAddsItsNetwork() {
        EvaluationRecord pass = new EvaluationRecord(
                new Subject(Kind.PASS, "digits", 3, Optional.empty()),
                1_000,
                new LearnerStatus(17, 0, 0.125, 2),
                Optional.empty(),
                Optional.empty(),
                Ledger.EMPTY,
                Optional.of(new NetworkDigest(42, 17, "ab")));

        assertThat(new String(EvaluationJson.write(pass), UTF_8))
                .startsWith("{\"kind\":\"PASS\",\"model\":\"digits\",\"pass\":3,\"timestamp\":1000,\"step\":17,")
                .endsWith("\"network\":{\"parameters\":42,\"steps\":17,\"sha256\":\"ab\"}}");
    }
}
