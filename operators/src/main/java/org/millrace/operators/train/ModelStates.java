package org.millrace.operators.train;

import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.millrace.model.LearnerState;
import org.millrace.model.evaluation.Measure;
import org.millrace.model.rehearsal.RehearsalBuffer;
import org.millrace.model.schedule.EarlyStopping;
import org.millrace.operators.drift.DriftWatch;
import org.millrace.operators.drift.DriftWatchSerializer;
import org.millrace.operators.progress.TrainProgress;
import org.millrace.operators.progress.TrainProgressSerializer;
import org.millrace.operators.state.LearnerStateSerializer;
import org.millrace.operators.state.Refusal;
import org.millrace.operators.state.RehearsalBufferSerializer;

/** The managed states of the models that a task trains, each under its key. */
final class ModelStates {

    private static final RehearsalBuffer NO_BUFFER = new RehearsalBuffer(0);
    private static final BestNetwork NO_BEST = new BestNetwork(Measure.LOSS);

    private final TrainSettings settings;
    private final ValueState<LearnerState> learner;
    private final ValueState<TrainProgress> progress;
    private final ValueState<RehearsalBuffer> rehearsal;
    private final ValueState<BestNetwork> best;
    private final ValueState<DriftWatch> drift;

    ModelStates(RuntimeContext context, TrainSettings settings) {
        this.settings = settings;
        learner = context.getState(new ValueStateDescriptor<>("learner", LearnerStateSerializer.INSTANCE));
        progress = context.getState(new ValueStateDescriptor<>("progress", TrainProgressSerializer.INSTANCE));
        rehearsal = context.getState(new ValueStateDescriptor<>("rehearsal", RehearsalBufferSerializer.INSTANCE));
        best = context.getState(new ValueStateDescriptor<>("best-network", BestNetworkSerializer.INSTANCE));
        drift = context.getState(new ValueStateDescriptor<>("drift", DriftWatchSerializer.INSTANCE));
    }

    /**
     * The state of the current key. The references are read anew for every element: while a snapshot is being written, the heap
     * backend keeps one copy for itself and hands out the other.
     */
    ModelState read() throws IOException {
        return new ModelState(
                learner.value(),
                progress.value(),
                settings.model().rehearsal().isOn() ? rehearsal.value() : NO_BUFFER,
                settings.model().earlyStopping().isOn() ? best.value() : NO_BEST,
                drift.value());
    }

    void update(ModelState state) throws IOException {
        learner.update(state.learner());
        progress.update(state.progress());
        if (settings.model().rehearsal().isOn()) {
            rehearsal.update(state.rehearsal());
        }
        if (settings.model().earlyStopping().isOn()) {
            best.update(state.best());
        }
        drift.update(state.drift());
    }

    /** Brings a state that was restored under other settings into line with these, begins one, or refuses it. */
    ModelState settle(Trainer trainer) throws IOException {
        TrainProgress settled = settledProgress();
        drift.update(settledWatch());
        learner.update(settledLearner(trainer, settled.schema().outputs()));
        settleRehearsal();
        settleBest();
        progress.update(settled);
        return read();
    }

    private TrainProgress settledProgress() throws IOException {
        Run run = settings.run();
        TrainProgress before = progress.value();
        if (before == null) {
            before = new TrainProgress(settings.schema(), run.id(), settings.horizons());
            before.noteReset(run.reset());
        } else if (!before.schema().equals(settings.schema())) {
            throw Refusal.ofExamples(before.schema(), settings.schema());
        } else if (!run.reset().equals(before.reset())) {
            if (run.reset().isEmpty()) {
                before.noteReset(run.reset());
            } else {
                before.beginLearner(run.reset(), run.id());
                learner.clear();
                rehearsal.clear();
                best.clear();
            }
        }
        before.name(run.id());
        before.look(settings.horizons());
        return before;
    }

    /** Where the learner is a new one, the errors of the one before it mean nothing. */
    private DriftWatch settledWatch() throws IOException {
        DriftWatch watch = drift.value() == null ? new DriftWatch() : drift.value();
        if (learner.value() == null) {
            watch.beginLearner();
        }
        watch.follow(settings.model().drift());
        return watch;
    }

    private LearnerState settledLearner(Trainer trainer, int outputs) throws IOException {
        LearnerState before = learner.value();
        if (before == null) {
            return trainer.initialState(outputs);
        }
        try {
            before.requireFits(settings.learner().withOutputs(outputs));
        } catch (IllegalArgumentException e) {
            throw Refusal.of(e.getMessage()
                    + "; go back to the configuration it was made with, or give --reset-learner to go on in the topic"
                    + " with a new learner");
        }
        return before;
    }

    private void settleRehearsal() throws IOException {
        RehearsalBuffer before = rehearsal.value();
        int capacity = settings.model().rehearsal().buffer();
        if (!settings.model().rehearsal().isOn()) {
            rehearsal.clear();
        } else if (before == null) {
            rehearsal.update(new RehearsalBuffer(capacity));
        } else if (before.capacity() != capacity) {
            rehearsal.update(RehearsalBuffer.of(capacity, before.examples(), before.rehearsed()));
        }
    }

    /** Of another figure the best so far is not known. */
    private void settleBest() throws IOException {
        BestNetwork before = best.value();
        EarlyStopping rule = settings.model().earlyStopping();
        if (!rule.isOn()) {
            best.clear();
        } else if (before == null || !before.isBy(rule.figure())) {
            best.update(new BestNetwork(rule.figure()));
        }
    }
}
