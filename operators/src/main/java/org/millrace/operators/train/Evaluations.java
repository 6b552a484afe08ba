package org.millrace.operators.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.millrace.model.LearnerState;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.operators.progress.TrainEvent;
import org.millrace.operators.progress.TrainProgress;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Best;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.EvaluationRecord.LearnerStatus;
import org.millrace.operators.record.EvaluationRecord.NetworkDigest;
import org.millrace.operators.record.EvaluationRecord.Range;
import org.millrace.operators.record.EvaluationRecord.Subject;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Scores;

/**
 * What is published of the events of one model.
 *
 * @param progress with the event taken in
 * @param best the network that early stopping keeps
 */
record Evaluations(String model, LearnerState learner, TrainProgress progress, Optional<Best> best) {

    /**
     * The record of an event; steps and parts of a test have none.
     *
     * @param state after the event
     */
    static Optional<EvaluationRecord> of(TrainEvent event, String model, ModelState state) {
        return new Evaluations(
                        model, state.learner(), state.progress(), state.best().described())
                .of(event);
    }

    private Optional<EvaluationRecord> of(TrainEvent event) {
        if (event instanceof TrainEvent.Window window) {
            return Optional.of(ofBatch(Kind.WINDOW, window.batch(), window.prequential(), window.validation()));
        }
        if (event instanceof TrainEvent.Drift drift) {
            return Optional.of(ofDrift(drift));
        }
        if (event instanceof TrainEvent.TestBatch test && test.batch().phase() == Phase.LIVE) {
            return Optional.of(ofBatch(Kind.TEST, test.batch(), progress.noScores(), test.test()));
        }
        if (event instanceof TrainEvent.Pass pass) {
            return Optional.of(ofNetwork(Kind.PASS, pass.number(), pass.prequential(), pass.validation()));
        }
        if (event instanceof TrainEvent.Test test) {
            return Optional.of(ofNetwork(Kind.TEST, test.pass(), progress.noScores(), test.test()));
        }
        return Optional.empty();
    }

    private EvaluationRecord ofBatch(Kind kind, ExampleBatch batch, Evaluation training, Evaluation heldOut) {
        return record(kind, batch.pass(), Optional.of(range(batch)), training, heldOut, Optional.empty(), Map.of());
    }

    private EvaluationRecord ofDrift(TrainEvent.Drift event) {
        ExampleBatch batch = event.batch();
        return new EvaluationRecord(
                new Subject(Kind.DRIFT, model, batch.pass(), Optional.of(range(batch)), Optional.of(event.drift())),
                progress.timestamp(),
                status(),
                Optional.empty(),
                Optional.empty(),
                progress.ledger(),
                Optional.empty());
    }

    private static Range range(ExampleBatch batch) {
        return new Range(
                batch.first().topic(), batch.first().partition(), batch.first().offset(), batch.lastOffset());
    }

    private LearnerStatus status() {
        return new LearnerStatus(
                learner.step(),
                learner.refusedSteps(),
                progress.learningRate(),
                progress.gradientNorm(),
                best,
                progress.schema().discoversClasses()
                        ? Optional.of(progress.schema().classes())
                        : Optional.empty());
    }

    private EvaluationRecord ofNetwork(Kind kind, int pass, Evaluation training, Evaluation heldOut) {
        NetworkDigest digest =
                new NetworkDigest(learner.architecture().parameterCount(), learner.step(), learner.sha256());
        return record(kind, pass, Optional.empty(), training, heldOut, Optional.of(digest), horizons());
    }

    private EvaluationRecord record(
            Kind kind,
            int pass,
            Optional<Range> range,
            Evaluation training,
            Evaluation heldOut,
            Optional<NetworkDigest> network,
            Map<String, Map<String, Double>> horizons) {
        return new EvaluationRecord(
                new Subject(kind, model, pass, range),
                progress.timestamp(),
                status(),
                scores(training),
                scores(heldOut),
                progress.ledger(),
                network,
                horizons);
    }

    private Map<String, Map<String, Double>> horizons() {
        Map<String, Map<String, Double>> byCode = new LinkedHashMap<>();
        progress.horizons().forEach((horizon, figures) -> byCode.put(horizon.code(), Scores.byCode(figures)));
        return byCode;
    }

    private static Optional<Scores> scores(Evaluation evaluation) {
        return evaluation.examples() == 0 ? Optional.empty() : Optional.of(Scores.of(evaluation));
    }
}
