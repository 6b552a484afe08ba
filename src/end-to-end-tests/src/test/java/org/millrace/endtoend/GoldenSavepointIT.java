package org.millrace.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.operators.record.EvaluationRecord;

/**
 * Savepoints in the formats of all versions, which this version must go on from: the first knows no best accuracy yet.
 * Weights are compared by what they are worth, since processors differ in the last bits of a product.
 */
@TestInstance(Lifecycle.PER_CLASS)
class GoldenSavepointIT {

    private TestCluster cluster;
    private TrainRun uninterrupted;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        cluster = TestCluster.start(directory);
        uninterrupted = GoldenRun.of(cluster);
        uninterrupted.runToTheEnd();
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({"savepoint-1, hashmap", "savepoint-1, rocksdb", "savepoint-2, hashmap", "savepoint-2, rocksdb"})
    void goesOnFromTheSavepointOfAnyVersion(String savepoint, String backend) throws Exception {
        Path golden = Path.of(getClass().getResource("/golden/" + savepoint).toURI());
        TrainRun run = uninterrupted.again(Map.of("flink.state-backend", backend));

        run.finish(run.submit(Map.of(), Optional.of(golden.toUri().toString()), ""));

        EvaluationRecord test = run.last();
        EvaluationRecord expected = uninterrupted.last();
        assertThat(run.evaluations())
                .hasSizeLessThan(uninterrupted.evaluations().size());
        assertThat(uninterrupted.evaluationsByKey())
                .containsKeys(run.evaluationsByKey().keySet().toArray(String[]::new));
        assertThat(test.ledger()).isEqualTo(expected.ledger());
        assertThat(test.learner().step()).isEqualTo(expected.step());
        assertThat(test.heldOut().orElseThrow().loss())
                .isCloseTo(expected.heldOut().orElseThrow().loss(), within(0.01));
    }
}
