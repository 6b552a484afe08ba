package org.millrace.operators.train;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.util.Collector;
import org.millrace.model.LearnerState;
import org.millrace.model.rehearsal.RehearsalBuffer;
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
 */
final class Turn {

    private final String model;
    private final Trainer trainer;
    private final TrainProgress progress;
    private final RehearsalBuffer buffer;
    private final ListState<TrainElement> waitingTests;
    private final LearnerMeters meters;
    private LearnerState state;

    /**
     * @param model its name
     * @param state changed in place, as are {@code progress} and {@code buffer}, for as long as the network is as large as it is
     * @param waitingTests test examples that came before training was over
     */
    Turn(
            String model,
            Trainer trainer,
            LearnerState state,
            TrainProgress progress,
            RehearsalBuffer buffer,
            ListState<TrainElement> waitingTests,
            LearnerMeters meters) {
        this.model = model;
        this.trainer = trainer;
        this.state = state;
        this.progress = progress;
        this.buffer = buffer;
        this.waitingTests = waitingTests;
        this.meters = meters;
    }

    /** The learner after the turn. */
    LearnerState state() {
        return state;
    }

    void process(TrainElement element, Collector<EvaluationRecord> out) throws Exception {
        if (isOfTestPhase(element) && !progress.isTrainingOver()) {
            waitingTests.add(element.copy());
            return;
        }
        TrainEvent event = apply(element);
        meters.show(event, state, progress);
        meters.showRehearsed(buffer.rehearsed());
        Evaluations.of(event, model, state, progress).ifPresent(out::collect);
        trainer.answer(event, state);
        if (event instanceof TrainEvent.Pass pass && pass.last()) {
            for (TrainElement waiting : waitingTests.get()) {
                process(waiting, out);
            }
            waitingTests.clear();
        }
    }

    private TrainEvent apply(TrainElement element) {
        if (element instanceof ExampleBatch batch) {
            ExampleBatch met = progress.meet(batch);
            state = trainer.grown(state, progress.schema().outputs());
            return trainer.apply(met, state, progress, buffer);
        }
        return progress.ended((EndOfPass) element);
    }

    private static boolean isOfTestPhase(TrainElement element) {
        return element instanceof ExampleBatch batch
                ? batch.phase() == Phase.TEST
                : ((EndOfPass) element).phase() == Phase.TEST;
    }
}
