package org.millrace.operators.train;

import java.util.Optional;
import org.millrace.model.LearnerState;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.operators.progress.TrainEvent;
import org.millrace.operators.progress.TrainProgress;
import org.millrace.operators.record.EvaluationRecord;
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
 * @param state the learner after the event
 * @param progress with the event taken in
 */
record Evaluations(String model, LearnerState state, TrainProgress progress) {

    /** The record of an event; steps and parts of a test have none. */
    static Optional<EvaluationRecord> of(TrainEvent event, String model, LearnerState state, TrainProgress progress) {
        return new Evaluations(model, state, progress).of(event);
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
        return record(kind, batch.pass(), Optional.of(range(batch)), training, heldOut, Optional.empty());
    }

    private EvaluationRecord ofDrift(TrainEvent.Drift event) {
        ExampleBatch batch = event.batch();
        return new EvaluationRecord(
                new Subject(Kind.DRIFT, model, batch.pass(), Optional.of(range(batch))),
                progress.timestamp(),
                status(),
                Optional.empty(),
                Optional.empty(),
                progress.ledger(),
                Optional.empty(),
                Optional.of(event.drift()));
    }

    private static Range range(ExampleBatch batch) {
        return new Range(
                batch.first().topic(), batch.first().partition(), batch.first().offset(), batch.lastOffset());
    }

    private LearnerStatus status() {
        return new LearnerStatus(state.step(), state.refusedSteps(), progress.learningRate(), progress.gradientNorm());
    }

    private EvaluationRecord ofNetwork(Kind kind, int pass, Evaluation training, Evaluation heldOut) {
        NetworkDigest digest = new NetworkDigest(state.architecture().parameterCount(), state.step(), state.sha256());
        return record(kind, pass, Optional.empty(), training, heldOut, Optional.of(digest));
    }

    private EvaluationRecord record(
            Kind kind,
            int pass,
            Optional<Range> range,
            Evaluation training,
            Evaluation heldOut,
            Optional<NetworkDigest> network) {
        return new EvaluationRecord(
                new Subject(kind, model, pass, range),
                progress.timestamp(),
                status(),
                scores(training),
                scores(heldOut),
                progress.ledger(),
                network);
    }

    private static Optional<Scores> scores(Evaluation evaluation) {
        return evaluation.examples() == 0 ? Optional.empty() : Optional.of(Scores.of(evaluation));
    }
}
