package org.millrace.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.millrace.jobs.watch.RunHistory;
import org.millrace.model.loss.Task;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Drift;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.EvaluationRecord.LearnerStatus;
import org.millrace.operators.record.EvaluationRecord.Subject;
import org.millrace.operators.record.Ledger;

class DriftReportTest {

    private static EvaluationRecord drift(long number, long example, Optional<Integer> feature) {
        return new EvaluationRecord(
                new Subject(
                        Kind.DRIFT,
                        "sea",
                        1,
                        Optional.empty(),
                        Optional.of(new Drift(number, example, "adwin", feature, Optional.empty()))),
                0,
                new LearnerStatus(1, 0, 0.1, 0.1),
                Optional.empty(),
                Optional.empty(),
                Ledger.EMPTY,
                Optional.empty());
    }

    private static String report(RunHistory history) {
        return new Report(Task.CLASSIFICATION, List.of("below", "above"), history, Duration.ofSeconds(1)).text();
    }

    @Test
    void saysWhereTheDriftsWere() {
        RunHistory history = RunHistory.EMPTY
                .plus(drift(2, 50_230, Optional.empty()))
                .plus(drift(1, 25_417, Optional.empty()))
                .plus(drift(3, 60_000, Optional.of(1)))
                .plus(drift(2, 50_230, Optional.empty()));
        assertThat(report(history))
                .contains("Drifts: 2 (at examples 25,417; 50,230)")
                .contains("Drifts of features: 1 (at example 60,000)");
        assertThat(report(RunHistory.EMPTY)).doesNotContain("Drifts");
    }

    @Test
    void namesTheFirstOfMany() {
        RunHistory history = LongStream.rangeClosed(1, 12)
                .mapToObj(number -> drift(number, 1000 * number, Optional.empty()))
                .reduce(RunHistory.EMPTY, RunHistory::plus, (first, second) -> second);
        assertThat(report(history)).contains("Drifts: 12 (at examples 1,000; ").contains("; 10,000; …)");
    }
}
