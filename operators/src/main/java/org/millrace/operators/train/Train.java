package org.millrace.operators.train;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.millrace.model.LearnerState;
import org.millrace.operators.drift.DriftWatch;
import org.millrace.operators.drift.DriftWatchSerializer;
import org.millrace.operators.metrics.LearnerMeters;
import org.millrace.operators.metrics.TrainMeters;
import org.millrace.operators.policy.TrainingOrder;
import org.millrace.operators.progress.TrainProgress;
import org.millrace.operators.progress.TrainProgressSerializer;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.state.LearnerStateSerializer;
import org.millrace.operators.state.Refusal;
import org.millrace.operators.state.TrainElementSerializer;
import org.millrace.operators.time.IdleTimers;

/**
 * Trains on training batches and evaluates validation windows and test examples.
 *
 * <p>Keyed by the name of the model. Every training batch is predicted before it is trained on (prequential
 * evaluation); a validation window is evaluated with the learner as it is when the window's turn comes; test examples of a
 * bounded run are evaluated once all partitions have ended their last pass. In event-time order an element's turn comes
 * when the watermark has passed it.
 */
public final class Train extends KeyedProcessFunction<String, TrainElement, EvaluationRecord> {

    private static final long serialVersionUID = 1L;

    private final TrainSettings settings;

    private transient Trainer trainer;
    private transient TrainMeters meters;
    private transient ValueState<LearnerState> learnerState;
    private transient ValueState<TrainProgress> progressState;
    private transient ValueState<DriftWatch> driftState;
    private transient ListState<TrainElement> waitingTests;
    private transient WaitingElements waiting;
    private transient IdleTimers idleTimers;
    /** The models whose state has been held against the settings since this task started. */
    private transient Set<String> settled;

    public Train(TrainSettings settings) {
        this.settings = requireNonNull(settings, "settings");
    }

    @Override
    public void open(OpenContext context) {
        trainer = new Trainer(settings.learner(), settings.drift(), System::nanoTime);
        meters = new TrainMeters(
                getRuntimeContext().getMetricGroup(),
                settings.learner(),
                settings.schema().classes(),
                settings.run().plannedPasses());
        learnerState =
                getRuntimeContext().getState(new ValueStateDescriptor<>("learner", LearnerStateSerializer.INSTANCE));
        progressState =
                getRuntimeContext().getState(new ValueStateDescriptor<>("progress", TrainProgressSerializer.INSTANCE));
        driftState = getRuntimeContext().getState(new ValueStateDescriptor<>("drift", DriftWatchSerializer.INSTANCE));
        waitingTests = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("waiting-tests", TrainElementSerializer.INSTANCE));
        waiting = new WaitingElements(getRuntimeContext());
        idleTimers = new IdleTimers(settings.order() == TrainingOrder.EVENT_TIME ? settings.idleTimeout() : 0);
        settled = new HashSet<>();
    }

    @Override
    public void close() {
        if (trainer != null) {
            trainer.close();
        }
    }

    @Override
    public void processElement(TrainElement element, Context context, Collector<EvaluationRecord> out)
            throws Exception {
        settleOnce(context, out);
        switch (settings.order()) {
            case ARRIVAL -> process(element, context, out);
            case EVENT_TIME -> {
                waiting.add(element);
                context.timerService().registerEventTimeTimer(element.time());
                idleTimers.seen(context.getCurrentKey(), context.timerService());
            }
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<EvaluationRecord> out) throws Exception {
        settleOnce(context, out);
        switch (context.timeDomain()) {
            case EVENT_TIME -> processAll(waiting.take(time), context, out);
            case PROCESSING_TIME -> {
                if (idleTimers.isIdle(context.getCurrentKey(), time, context.timerService())) {
                    processAll(waiting.takeAll(), context, out);
                }
            }
        }
    }

    /** Brings a model's state that was restored under other settings into line with these, or refuses it. */
    private void settleOnce(Context context, Collector<EvaluationRecord> out) throws Exception {
        if (!settled.add(context.getCurrentKey())) {
            return;
        }
        TrainProgress progress = settledProgress();
        DriftWatch watch = settledWatch();
        LearnerState state = settledLearner();
        LearnerMeters shown =
                meters.of(context.getCurrentKey(), state, progress, context.timerService()::currentProcessingTime);
        shown.show(state, progress);
        shown.show(watch);
        if (settings.order() == TrainingOrder.ARRIVAL) {
            processAll(waiting.takeAll(), context, out);
        }
    }

    private TrainProgress settledProgress() throws IOException {
        Run run = settings.run();
        TrainProgress progress = progressState.value();
        if (progress == null) {
            progress = new TrainProgress(settings.schema(), run.id());
            progress.noteReset(run.reset());
        } else if (!progress.schema().equals(settings.schema())) {
            throw Refusal.ofExamples(progress.schema(), settings.schema());
        } else if (!run.reset().equals(progress.reset())) {
            if (run.reset().isEmpty()) {
                progress.noteReset(run.reset());
            } else {
                progress.beginLearner(run.reset(), run.id());
                learnerState.clear();
            }
        }
        progress.name(run.id());
        progressState.update(progress);
        return progress;
    }

    /** Where the learner is a new one, the errors of the one before it mean nothing. */
    private DriftWatch settledWatch() throws IOException {
        DriftWatch watch = driftState.value() == null ? new DriftWatch() : driftState.value();
        if (learnerState.value() == null) {
            watch.beginLearner();
        }
        watch.follow(settings.drift());
        driftState.update(watch);
        return watch;
    }

    private LearnerState settledLearner() throws IOException {
        LearnerState state = learnerState.value();
        if (state == null) {
            state = trainer.initialState();
            learnerState.update(state);
        }
        try {
            state.requireFits(settings.learner());
        } catch (IllegalArgumentException e) {
            throw Refusal.of(e.getMessage()
                    + "; go back to the configuration it was made with, or give --reset-learner to go on in the topic"
                    + " with a new learner");
        }
        return state;
    }

    private void processAll(List<TrainElement> elements, Context context, Collector<EvaluationRecord> out)
            throws Exception {
        for (TrainElement element : elements) {
            process(element, context, out);
        }
    }

    private void process(TrainElement element, Context context, Collector<EvaluationRecord> out) throws Exception {
        // The references are read anew for every element: while a snapshot is being written, the heap backend keeps
        // one copy for itself and hands out the other.
        String model = context.getCurrentKey();
        LearnerState state = learnerState.value();
        TrainProgress progress = progressState.value();
        DriftWatch watch = driftState.value();
        new Turn(model, trainer, state, progress, watch, waitingTests, meters.of(model)).process(element, out);
        learnerState.update(state);
        progressState.update(progress);
        driftState.update(watch);
    }
}
