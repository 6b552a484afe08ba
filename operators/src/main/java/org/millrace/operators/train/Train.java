package org.millrace.operators.train;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.millrace.operators.metrics.LearnerMeters;
import org.millrace.operators.metrics.TrainMeters;
import org.millrace.operators.policy.TrainingOrder;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.TrainElement;
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
    private transient ExtremeLog extremes;
    private transient ModelStates states;
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
        trainer = new Trainer(settings.model(), System::nanoTime);
        meters = new TrainMeters(
                getRuntimeContext().getMetricGroup(),
                settings.learner(),
                settings.schema().classes(),
                settings.run().plannedPasses());
        extremes = new ExtremeLog(settings.schema());
        states = new ModelStates(getRuntimeContext(), settings);
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
        ModelState state = states.settle(trainer);
        LearnerMeters shown =
                meters.of(context.getCurrentKey(), state.progress(), context.timerService()::currentProcessingTime);
        shown.show(state.learner(), state.progress());
        shown.show(state.drift());
        if (settings.order() == TrainingOrder.ARRIVAL) {
            processAll(waiting.takeAll(), context, out);
        }
    }

    private void processAll(List<TrainElement> elements, Context context, Collector<EvaluationRecord> out)
            throws Exception {
        for (TrainElement element : elements) {
            process(element, context, out);
        }
    }

    private void process(TrainElement element, Context context, Collector<EvaluationRecord> out) throws Exception {
        String model = context.getCurrentKey();
        ModelState state = states.read();
        new Turn(model, trainer, state, waitingTests, meters.of(model), extremes).process(element, out);
        states.update(state);
    }
}
