package org.millrace.operators.train;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.millrace.model.Learner;
import org.millrace.model.LearnerSettings;
import org.millrace.model.LearnerState;
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

/**
 * Learns from training batches and evaluates validation windows and test examples.
 *
 * <p>Keyed by the name of the model. Every training batch is predicted before it is learned from (prequential
 * evaluation); a validation window is evaluated with the learner as it is when the window's turn comes; test examples of a
 * bounded run are evaluated once all partitions have ended their last pass. In event-time order an element's turn comes
 * when the watermark has passed it.
 */
public final class Train extends KeyedProcessFunction<String, TrainElement, EvaluationRecord> {

    private static final long serialVersionUID = 1L;

    private final TrainSettings settings;
    private final LearnerSettings learning;

    private transient Learner learner;
    private transient TrainMeters meters;
    private transient ValueState<LearnerState> learnerState;
    private transient ValueState<TrainProgress> progressState;
    private transient ListState<TrainElement> waitingTests;
    private transient WaitingElements waiting;
    private transient long lastSeen;
    private transient long silenceEnds;
    private transient boolean settled;

    public Train(TrainSettings settings) {
        this.settings = requireNonNull(settings, "settings");
        this.learning = settings.learner();
    }

    @Override
    public void open(OpenContext context) {
        learner = new Learner(learning);
        meters = new TrainMeters(getRuntimeContext().getMetricGroup(), learning, settings.outputs());
        learnerState =
                getRuntimeContext().getState(new ValueStateDescriptor<>("learner", LearnerStateSerializer.INSTANCE));
        progressState =
                getRuntimeContext().getState(new ValueStateDescriptor<>("progress", TrainProgressSerializer.INSTANCE));
        waitingTests = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("waiting-tests", TrainElementSerializer.INSTANCE));
        waiting = new WaitingElements(getRuntimeContext());
    }

    @Override
    public void close() {
        if (learner != null) {
            learner.close();
        }
        if (meters != null) {
            meters.close();
        }
    }

    @Override
    public void processElement(TrainElement element, Context context, Collector<EvaluationRecord> out)
            throws Exception {
        if (!settled) {
            settle(context, out);
        }
        switch (settings.order()) {
            case ARRIVAL -> process(element, context, out);
            case EVENT_TIME -> {
                waiting.add(element);
                context.timerService().registerEventTimeTimer(element.time());
                if (settings.silence() > 0) {
                    listenForSilence(context.timerService());
                }
            }
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<EvaluationRecord> out) throws Exception {
        if (!settled) {
            settle(context, out);
        }
        switch (context.timeDomain()) {
            case EVENT_TIME -> processAll(waiting.take(time), context, out);
            case PROCESSING_TIME -> breakSilence(time, context, out);
        }
    }

    /** One timer at a time and a note of the latest element are cheaper than a timer for every element. */
    private void listenForSilence(TimerService timers) {
        lastSeen = timers.currentProcessingTime();
        if (silenceEnds == 0) {
            awaitSilence(timers);
        }
    }

    private void awaitSilence(TimerService timers) {
        silenceEnds = lastSeen + settings.silence();
        timers.registerProcessingTimeTimer(silenceEnds);
    }

    private void breakSilence(long clock, OnTimerContext context, Collector<EvaluationRecord> out) throws Exception {
        if (settings.silence() == 0) {
            return;
        }
        if (silenceEnds == 0) {
            // The timer comes from a checkpoint. For this task the silence begins now.
            listenForSilence(context.timerService());
        } else if (clock == silenceEnds && clock < lastSeen + settings.silence()) {
            awaitSilence(context.timerService());
        } else if (clock == silenceEnds) {
            silenceEnds = 0;
            processAll(waiting.takeAll(), context, out);
        }
    }

    /** Brings a state that was restored under other settings into line with these, or refuses it. */
    private void settle(Context context, Collector<EvaluationRecord> out) throws Exception {
        settled = true;
        TrainProgress progress = progressState.value();
        if (progress == null) {
            progress = beginning();
            progressState.update(progress);
        }
        requireSameExamples(progress);
        if (!settings.reset().equals(progress.reset())) {
            resetLearner(progress);
        }
        LearnerState state = learnerState.value();
        if (state == null) {
            state = learner.initialState();
            learnerState.update(state);
        }
        requireFit(state);
        show(context.getCurrentKey(), state, progress);
        if (settings.order() == TrainingOrder.ARRIVAL) {
            processAll(waiting.takeAll(), context, out);
        }
    }

    private TrainProgress beginning() {
        TrainProgress progress = new TrainProgress(
                learning.loss().task(), learning.architecture().outputs(), settings.examples());
        progress.noteReset(settings.reset());
        return progress;
    }

    private void requireSameExamples(TrainProgress progress) {
        if (!progress.examples().equals(settings.examples())) {
            throw Refusal.ofExamples(progress.examples(), settings.examples());
        }
    }

    private void resetLearner(TrainProgress progress) throws IOException {
        progress.noteReset(settings.reset());
        if (!settings.reset().isEmpty()) {
            learnerState.clear();
            progress.tally().beginLearner();
        }
        progressState.update(progress);
    }

    private void requireFit(LearnerState state) {
        try {
            state.requireFits(learning);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(e.getMessage()
                    + "; go back to the configuration it was made with, or give --reset-learner to go on in the topic"
                    + " with a new learner");
        }
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
        LearnerState state = learnerState.value();
        TrainProgress progress = progressState.value();
        LearnerMeters shown = meters.of(context.getCurrentKey(), state);
        new Turn(learner, waitingTests, state, progress, shown, context, out).process(element);
        show(context.getCurrentKey(), state, progress);
        learnerState.update(state);
        progressState.update(progress);
    }

    private void show(String model, LearnerState state, TrainProgress progress) {
        meters.of(model, state)
                .show(state, progress.ledger(), progress.tally(), progress.isTrainingOver(), progress::total);
    }
}
