package org.millrace.operators;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.millrace.model.Evaluation;
import org.millrace.model.Learner;
import org.millrace.model.LearnerSettings;
import org.millrace.model.LearnerState;
import org.millrace.model.StepReport;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.EvaluationRecord.NetworkDigest;
import org.millrace.operators.record.EvaluationRecord.Range;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Scores;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.state.LearnerStateSerializer;
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
    private transient ValueState<LearnerState> learnerState;
    private transient ValueState<TrainProgress> progressState;
    private transient ListState<TrainElement> waitingTests;
    private transient WaitingElements waiting;
    private transient long lastSeen;
    private transient boolean settled;

    public Train(TrainSettings settings) {
        this.settings = requireNonNull(settings, "settings");
        this.learning = settings.learner();
    }

    @Override
    public void open(OpenContext context) {
        learner = new Learner(learning);
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
    }

    @Override
    public void processElement(TrainElement element, Context context, Collector<EvaluationRecord> out)
            throws Exception {
        String model = context.getCurrentKey();
        if (!settled) {
            settle(model, out);
        }
        switch (settings.order()) {
            case ARRIVAL -> process(element, model, out);
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
        switch (context.timeDomain()) {
            case EVENT_TIME -> processAll(waiting.take(time), context.getCurrentKey(), out);
            case PROCESSING_TIME -> breakSilence(time, context, out);
        }
    }

    /** One timer at a time and a note of the latest element are cheaper than a timer for every element. */
    private void listenForSilence(TimerService timers) {
        long now = timers.currentProcessingTime();
        if (lastSeen == 0) {
            timers.registerProcessingTimeTimer(now + settings.silence());
        }
        lastSeen = now;
    }

    private void breakSilence(long clock, OnTimerContext context, Collector<EvaluationRecord> out) throws Exception {
        if (clock < lastSeen + settings.silence()) {
            context.timerService().registerProcessingTimeTimer(lastSeen + settings.silence());
            return;
        }
        lastSeen = 0;
        // A timer may stem from a savepoint whose job went by the clock while this one does not.
        if (settings.silence() > 0) {
            processAll(waiting.takeAll(), context.getCurrentKey(), out);
        }
    }

    /** Brings a state that was restored under other settings into line with these, or refuses it. */
    private void settle(String model, Collector<EvaluationRecord> out) throws Exception {
        settled = true;
        TrainProgress progress = progressState.value();
        if (progress != null) {
            requireSameExamples(progress);
            if (!settings.reset().equals(progress.reset())) {
                resetLearner(progress);
            }
            requireFit(learnerState.value());
        }
        if (settings.order() == TrainingOrder.ARRIVAL) {
            processAll(waiting.takeAll(), model, out);
        }
    }

    private void requireSameExamples(TrainProgress progress) {
        if (!progress.examples().equals(settings.examples())) {
            throw refusal("the savepoint was made with " + progress.examples() + ", the configuration has "
                    + settings.examples()
                    + "; go back to the configuration it was made with, or start a new job without it");
        }
    }

    private void resetLearner(TrainProgress progress) throws IOException {
        progress.noteReset(settings.reset());
        progressState.update(progress);
        if (!settings.reset().isEmpty()) {
            learnerState.update(learner.initialState());
        }
    }

    private void requireFit(LearnerState state) {
        try {
            state.requireFits(learning);
        } catch (IllegalArgumentException e) {
            throw refusal(e.getMessage()
                    + "; go back to the configuration it was made with, or give --reset-learner to go on in the topic"
                    + " with a new learner");
        }
    }

    private static SuppressRestartsException refusal(String message) {
        return new SuppressRestartsException(new IllegalStateException(message));
    }

    private void processAll(List<TrainElement> elements, String model, Collector<EvaluationRecord> out)
            throws Exception {
        for (TrainElement element : elements) {
            process(element, model, out);
        }
    }

    private void process(TrainElement element, String model, Collector<EvaluationRecord> out) throws Exception {
        // The references are read anew for every element: while a snapshot is being written, the heap backend hands out
        // a
        // copy and keeps the other for itself.
        LearnerState state = learnerState.value();
        if (state == null) {
            state = learner.initialState();
        }
        TrainProgress progress = progressState.value();
        if (progress == null) {
            progress = new TrainProgress(
                    learning.loss().task(), learning.architecture().outputs(), settings.examples());
            progress.noteReset(settings.reset());
        }
        new Turn(model, state, progress, out).process(element);
        learnerState.update(state);
        progressState.update(progress);
    }

    /** One element's turn at the state of its model. */
    private final class Turn {

        private final String model;
        private final LearnerState state;
        private final TrainProgress progress;
        private final Collector<EvaluationRecord> out;

        Turn(String model, LearnerState state, TrainProgress progress, Collector<EvaluationRecord> out) {
            this.model = model;
            this.state = state;
            this.progress = progress;
            this.out = out;
        }

        void process(TrainElement element) throws Exception {
            if (isTestPhase(element) && !progress.isTrainingOver()) {
                waitingTests.add(element);
            } else if (element instanceof ExampleBatch batch) {
                process(batch);
            } else if (element instanceof EndOfPass end) {
                process(end);
            }
        }

        private void process(ExampleBatch batch) {
            progress.count(batch);
            switch (batch.split()) {
                case TRAINING -> learn(batch);
                case VALIDATION -> validate(batch);
                case TEST -> test(batch);
            }
        }

        private void learn(ExampleBatch batch) {
            Evaluation prequential = noScores();
            StepReport report = learner.learn(state, batch.examples(), prequential, batch.progress());
            progress.noteStep(report, prequential);
            progress.pass(batch.pass()).training().merge(prequential);
        }

        private void validate(ExampleBatch batch) {
            Evaluation window = noScores();
            learner.evaluate(state, batch.examples(), window);
            progress.pass(batch.pass()).validation().merge(window);
            emitRange(Kind.WINDOW, batch, progress.takeSinceWindow(), window);
            if (batch.phase() == Phase.LIVE) {
                answerToPlateau(window);
            }
        }

        private void test(ExampleBatch batch) {
            Evaluation tested = noScores();
            learner.evaluate(state, batch.examples(), tested);
            if (batch.phase() == Phase.LIVE) {
                emitRange(Kind.TEST, batch, noScores(), tested);
            } else {
                progress.test().merge(tested);
            }
        }

        private void process(EndOfPass end) throws Exception {
            progress.count(end.tally());
            if (end.phase() == Phase.TEST) {
                if (progress.endTestOfPartition() == end.partitions()) {
                    emit(Kind.TEST, end.pass(), Optional.empty(), noScores(), progress.test());
                }
                return;
            }
            PassScores pass = progress.pass(end.pass());
            if (pass.endPartition() == end.partitions()) {
                emit(Kind.PASS, end.pass(), Optional.empty(), pass.training(), pass.validation());
                answerToPlateau(pass.validation());
                progress.forgetPass(end.pass());
                if (end.lastPass()) {
                    progress.endTraining();
                    processWaitingTests();
                }
            }
        }

        /** With passes, one validation is all windows of a pass, which are the same in each; on a live topic, a window. */
        private void answerToPlateau(Evaluation validation) {
            if (learning.plateau() != null && validation.examples() > 0) {
                learner.validated(state, validation.loss());
            }
        }

        private void processWaitingTests() throws Exception {
            for (TrainElement element : waitingTests.get()) {
                process(element);
            }
            waitingTests.clear();
        }

        private void emitRange(Kind kind, ExampleBatch batch, Evaluation training, Evaluation heldOut) {
            Range range = new Range(
                    batch.first().topic(),
                    batch.first().partition(),
                    batch.first().offset(),
                    batch.lastOffset());
            emit(kind, batch.pass(), Optional.of(range), training, heldOut);
        }

        private void emit(Kind kind, int pass, Optional<Range> range, Evaluation training, Evaluation heldOut) {
            boolean withNetwork = range.isEmpty();
            out.collect(new EvaluationRecord(
                    kind,
                    model,
                    pass,
                    range,
                    progress.timestamp(),
                    state.step(),
                    state.refusedSteps(),
                    progress.learningRate(),
                    progress.gradientNorm(),
                    scores(training),
                    scores(heldOut),
                    progress.ledger(),
                    withNetwork ? Optional.of(digest()) : Optional.empty()));
        }

        private NetworkDigest digest() {
            return new NetworkDigest(learning.architecture().parameterCount(), state.step(), state.sha256());
        }
    }

    private Evaluation noScores() {
        return new Evaluation(learning.loss().task(), learning.architecture().outputs());
    }

    private static Optional<Scores> scores(Evaluation evaluation) {
        return evaluation.examples() == 0 ? Optional.empty() : Optional.of(Scores.of(evaluation));
    }

    private static boolean isTestPhase(TrainElement element) {
        return element instanceof ExampleBatch batch
                ? batch.phase() == Phase.TEST
                : ((EndOfPass) element).phase() == Phase.TEST;
    }
}
