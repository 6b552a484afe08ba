package org.millrace.operators.train;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.util.Collector;
import org.millrace.model.LearnerState;
import org.millrace.operators.drift.DriftWatch;
import org.millrace.operators.metrics.LearnerMeters;
import org.millrace.operators.progress.TrainEvent;
import org.millrace.operators.progress.TrainProgress;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.TrainElement;

/**
 * One element's turn at the state of its model: the trainer applies it, and the event that comes of it goes to the meters,
 * the evaluations and the learning rate.
 *
 * @param model its name
 * @param state changed in place, as are {@code progress} and {@code watch}
 * @param waitingTests test examples that came before training was over
 */
record Turn(
        String model,
        Trainer trainer,
        LearnerState state,
        TrainProgress progress,
        DriftWatch watch,
        ListState<TrainElement> waitingTests,
        LearnerMeters meters) {

    void process(TrainElement element, Collector<EvaluationRecord> out) throws Exception {
        if (isOfTestPhase(element) && !progress.isTrainingOver()) {
            waitingTests.add(element.copy());
            return;
        }
        TrainEvent event = trainer.apply(element, state, progress, watch);
        report(event, out);
        trainer.answer(event, state);
        if (event instanceof TrainEvent.Step step) {
            for (TrainEvent.Drift drift : trainer.drifts(step, state, watch)) {
                report(drift, out);
                DriftLog.tell(model, drift.drift());
            }
            meters.show(watch);
        }
        if (event instanceof TrainEvent.Pass pass && pass.last()) {
            for (TrainElement waiting : waitingTests.get()) {
                process(waiting, out);
            }
            waitingTests.clear();
        }
    }

    private void report(TrainEvent event, Collector<EvaluationRecord> out) {
        meters.show(event, state, progress);
        Evaluations.of(event, model, state, progress).ifPresent(out::collect);
    }

    private static boolean isOfTestPhase(TrainElement element) {
        return element instanceof ExampleBatch batch
                ? batch.phase() == Phase.TEST
                : ((EndOfPass) element).phase() == Phase.TEST;
    }
}
