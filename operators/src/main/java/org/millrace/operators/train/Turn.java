package org.millrace.operators.train;

import java.util.Optional;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.millrace.model.Learner;
import org.millrace.model.LearnerSettings;
import org.millrace.model.LearnerState;
import org.millrace.model.StepReport;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.operators.metrics.LearnerMeters;
import org.millrace.operators.progress.PassScores;
import org.millrace.operators.progress.TrainProgress;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.EvaluationRecord.LearnerStatus;
import org.millrace.operators.record.EvaluationRecord.NetworkDigest;
import org.millrace.operators.record.EvaluationRecord.Range;
import org.millrace.operators.record.EvaluationRecord.Subject;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Scores;
import org.millrace.operators.record.TrainElement;

/** One element's turn at the state of its model. */
final class Turn {

    private final Learner learner;
    private final LearnerSettings learning;
    private final ListState<TrainElement> waitingTests;
    private final LearnerState state;
    private final TrainProgress progress;
    private final LearnerMeters shown;
    private final KeyedProcessFunction<String, ?, ?>.Context context;
    private final Collector<EvaluationRecord> out;

    /**
     * @param waitingTests test examples that came while there were still examples to learn
     * @param state changed in place, as are {@code progress} and {@code shown}
     */
    Turn(
            Learner learner,
            ListState<TrainElement> waitingTests,
            LearnerState state,
            TrainProgress progress,
            LearnerMeters shown,
            KeyedProcessFunction<String, ?, ?>.Context context,
            Collector<EvaluationRecord> out) {
        this.learner = learner;
        this.learning = learner.settings();
        this.waitingTests = waitingTests;
        this.state = state;
        this.progress = progress;
        this.shown = shown;
        this.context = context;
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
        shown.batch(batch.timestamp(), context.timerService().currentProcessingTime());
        switch (batch.split()) {
            case TRAINING -> learn(batch);
            case VALIDATION -> validate(batch);
            case TEST -> test(batch);
        }
    }

    private void learn(ExampleBatch batch) {
        Evaluation prequential = noScores();
        StepReport report = shown.step(
                state,
                batch.examples(),
                () -> learner.learn(
                        state, batch.examples(), prequential, batch.reading().progress()));
        progress.noteStep(report, prequential);
        progress.pass(batch.pass()).training().merge(prequential);
    }

    private void validate(ExampleBatch batch) {
        Evaluation window = noScores();
        learner.evaluate(state, batch.examples(), window);
        progress.pass(batch.pass()).validation().merge(window);
        Evaluation prequential = progress.takeSinceWindow();
        progress.tally().endWindow(prequential, window);
        shown.window(prequential, window);
        emitRange(Kind.WINDOW, batch, prequential, window);
        if (batch.phase() == Phase.LIVE) {
            shown.validated(window);
            answerToPlateau(window);
        }
    }

    private void test(ExampleBatch batch) {
        Evaluation tested = noScores();
        learner.evaluate(state, batch.examples(), tested);
        if (batch.phase() == Phase.LIVE) {
            progress.tally().endTest(tested);
            shown.test(tested);
            emitRange(Kind.TEST, batch, noScores(), tested);
        } else {
            progress.test().merge(tested);
        }
    }

    private void process(EndOfPass end) throws Exception {
        progress.count(end.tally());
        if (end.phase() == Phase.TEST) {
            if (progress.endTestOfPartition() == end.partitions()) {
                shown.test(progress.test());
                emit(Kind.TEST, end.pass(), Optional.empty(), noScores(), progress.test());
            }
            return;
        }
        PassScores pass = progress.pass(end.pass());
        if (pass.endPartition() == end.partitions()) {
            shown.pass(pass.training(), pass.validation());
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
                batch.first().topic(), batch.first().partition(), batch.first().offset(), batch.lastOffset());
        emit(kind, batch.pass(), Optional.of(range), training, heldOut);
    }

    private void emit(Kind kind, int pass, Optional<Range> range, Evaluation training, Evaluation heldOut) {
        boolean withNetwork = range.isEmpty();
        out.collect(new EvaluationRecord(
                new Subject(kind, context.getCurrentKey(), pass, range),
                progress.timestamp(),
                new LearnerStatus(state.step(), state.refusedSteps(), progress.learningRate(), progress.gradientNorm()),
                scores(training),
                scores(heldOut),
                progress.ledger(),
                withNetwork ? Optional.of(digest()) : Optional.empty()));
    }

    private NetworkDigest digest() {
        return new NetworkDigest(learning.architecture().parameterCount(), state.step(), state.sha256());
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
