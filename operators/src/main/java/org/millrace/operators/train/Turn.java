package org.millrace.operators.train;

import java.util.Optional;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.util.Collector;
import org.millrace.model.LearnerState;
import org.millrace.operators.metrics.LearnerMeters;
import org.millrace.operators.progress.TrainEvent;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.TrainElement;

/**
 * One element's turn at the state of its model: the trainer applies it, and the event that comes of it goes to early stopping, the
 * meters, the evaluations and the learning rate.
 *
 * @param model its name
 * @param state changed in place
 * @param waitingTests test examples that came before training was over
 */
record Turn(
        String model,
        Trainer trainer,
        ModelState state,
        ListState<TrainElement> waitingTests,
        LearnerMeters meters,
        ExtremeLog extremes) {

    void process(TrainElement element, Collector<EvaluationRecord> out) throws Exception {
        if (isOfTestPhase(element) && !state.progress().isTrainingOver()) {
            waitingTests.add(element.copy());
            return;
        }
        TrainEvent event = apply(element);
        Optional<LearnerState> other = trainer.judge(event, state);
        report(event, out);
        meters.show(state.rehearsal().rehearsed(), state.best().described());
        if (event instanceof TrainEvent.Step step) {
            extremes.tell(model, step.report());
        }
        trainer.answer(event, state.learner());
        other.ifPresent(state::replaceLearner);
        if (event instanceof TrainEvent.Step || event instanceof TrainEvent.PassedOver) {
            reportDrifts((TrainEvent.OfBatch) event, out);
        }
        if (event instanceof TrainEvent.Pass pass && pass.last()) {
            for (TrainElement waiting : waitingTests.get()) {
                process(waiting, out);
            }
            waitingTests.clear();
        }
    }

    private TrainEvent apply(TrainElement element) {
        if (element instanceof ExampleBatch batch) {
            ExampleBatch met = state.progress().meet(batch);
            state.replaceLearner(
                    trainer.grown(state.learner(), state.progress().schema().outputs()));
            return trainer.apply(met, state);
        }
        return state.progress().ended((EndOfPass) element);
    }

    private void report(TrainEvent event, Collector<EvaluationRecord> out) {
        meters.show(event, state.learner(), state.progress());
        Evaluations.of(event, model, state).ifPresent(out::collect);
    }

    private void reportDrifts(TrainEvent.OfBatch event, Collector<EvaluationRecord> out) {
        for (TrainEvent.Drift drift : trainer.drifts(event.batch(), state)) {
            report(drift, out);
            DriftLog.tell(model, drift.drift());
        }
        meters.show(state.drift());
    }

    private static boolean isOfTestPhase(TrainElement element) {
        return element instanceof ExampleBatch batch
                ? batch.phase() == Phase.TEST
                : ((EndOfPass) element).phase() == Phase.TEST;
    }
}
