package org.millrace.operators.train;

import org.millrace.operators.record.EvaluationRecord.Drift;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for each drift; of many, for every hundredth, so that a stream that drifts all the time does not flood the log. */
final class DriftLog {

    private static final Logger LOG = LoggerFactory.getLogger(DriftLog.class);

    private static final int ALL = 20;
    private static final int THEN_EVERY = 100;

    private DriftLog() {}

    static void tell(String model, Drift drift) {
        if (isTold(drift.number())) {
            LOG.info(
                    "Model {}: drift {} of {} at example {} ({}){}",
                    model,
                    drift.number(),
                    drift.feature().map(column -> "feature " + column).orElse("the errors"),
                    drift.example(),
                    drift.detector(),
                    drift.answer().map(answer -> "; answer: " + answer).orElse(""));
        }
    }

    static boolean isTold(long number) {
        return number <= ALL || number % THEN_EVERY == 0;
    }
}
