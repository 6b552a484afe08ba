package org.millrace.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.operators.record.EvaluationRecord;

/**
 * Savepoints in the formats of all versions, which this version must go on from. Weights are compared by what they are
 * worth, since processors differ in the last bits of a product.
 */
@TestInstance(Lifecycle.PER_CLASS)
class GoldenSavepointIT {

    private final Map<String, TrainRun> uninterrupted = new HashMap<>();
    private TestCluster cluster;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        cluster = TestCluster.start(directory);
        for (String task : GoldenRun.TASKS.keySet()) {
            TrainRun run = GoldenRun.of(cluster, task);
            run.runToTheEnd();
            uninterrupted.put(task, run);
        }
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({
        "savepoint-1, classification, hashmap",
        "savepoint-1, classification, rocksdb",
        "savepoint-1, multi-label, hashmap",
        "savepoint-1, regression, hashmap",
        "savepoint-2, classification, hashmap",
        "savepoint-2, classification, rocksdb",
        "savepoint-2, multi-label, hashmap",
        "savepoint-2, regression, hashmap"
    })
    void goesOnFromTheSavepointOfAnyVersion(String version, String task, String backend) throws Exception {
        TrainRun whole = uninterrupted.get(task);
        TrainRun run = whole.again(Map.of("flink.state-backend", backend));

        run.finish(
                run.submit(Map.of(), Optional.of(golden(version, task).toUri().toString()), ""));

        EvaluationRecord test = run.last();
        EvaluationRecord expected = whole.last();
        assertThat(run.evaluations()).hasSizeLessThan(whole.evaluations().size());
        assertThat(whole.evaluationsByKey())
                .containsKeys(run.evaluationsByKey().keySet().toArray(String[]::new));
        assertThat(test.ledger()).isEqualTo(expected.ledger());
        assertThat(test.learner().step()).isEqualTo(expected.learner().step());
        assertThat(test.heldOut().orElseThrow().loss())
                .isCloseTo(expected.heldOut().orElseThrow().loss(), within(0.01));
    }

    /** So that every other class may move and be renamed. */
    @ParameterizedTest
    @CsvSource({
        "savepoint-1, classification",
        "savepoint-1, multi-label",
        "savepoint-1, regression",
        "savepoint-2, classification",
        "savepoint-2, multi-label",
        "savepoint-2, regression"
    })
    void holdsOneClassNameOfOursAndNoProse(String version, String task) throws Exception {
        String savepoint = Files.readString(golden(version, task).resolve("_metadata"), ISO_8859_1);

        assertThat(Pattern.compile("org\\.millrace\\.[\\w.$]+")
                        .matcher(savepoint)
                        .results()
                        .map(MatchResult::group)
                        .distinct())
                .containsExactly("org.millrace.operators.state.SerializerSnapshot");
        assertThat(savepoint).doesNotContain("features and");
    }

    private static Path golden(String version, String task) throws URISyntaxException {
        return Path.of(GoldenSavepointIT.class
                .getResource("/golden/" + version + "/" + task)
                .toURI());
    }
}
