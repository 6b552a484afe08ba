package org.millrace.operators.progress;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.evaluation.FadingEvaluation;
import org.millrace.model.evaluation.Horizons;
import org.millrace.model.evaluation.PredictionSink;
import org.millrace.model.evaluation.SlidingWindow;
import org.millrace.model.format.Versions;
import org.millrace.model.loss.Task;

/** The predictions of training batches, made before each step: since the last validation window, of the last examples, and fading. */
final class PrequentialScores {

    private static final int VERSION = 1;

    private final Task task;
    private final int outputs;
    private Evaluation sinceWindow;
    private SlidingWindow sliding;
    private FadingEvaluation fading;

    PrequentialScores(Task task, int outputs, Horizons horizons) {
        this(
                new Evaluation(task, outputs),
                new SlidingWindow(task, outputs, horizons.window()),
                new FadingEvaluation(task, outputs, horizons.fading()));
    }

    private PrequentialScores(Evaluation sinceWindow, SlidingWindow sliding, FadingEvaluation fading) {
        task = sinceWindow.task();
        outputs = sinceWindow.outputs();
        sliding.requireTask(task, outputs);
        fading.requireTask(task, outputs);
        this.sinceWindow = sinceWindow;
        this.sliding = sliding;
        this.fading = fading;
    }

    /** Takes in the predictions of a training batch. */
    PredictionSink sink() {
        return sinceWindow.and(sliding).and(fading);
    }

    /** @return what was predicted since the validation window before */
    Evaluation endWindow() {
        Evaluation ended = sinceWindow;
        sinceWindow = new Evaluation(task, outputs);
        return ended;
    }

    /** A new learner takes the place of the one so far, of which neither window nor fading tally are to tell any longer. */
    void beginLearner() {
        sliding = new SlidingWindow(task, outputs, sliding.capacity());
        fading = new FadingEvaluation(task, outputs, fading.factor());
    }

    /** Looks as far back as the horizons say, from now on. */
    void look(Horizons horizons) {
        if (sliding.capacity() != horizons.window()) {
            sliding = sliding.withCapacity(horizons.window());
        }
        if (fading.factor() != horizons.fading()) {
            fading = fading.withFactor(horizons.fading());
        }
    }

    /** The last examples. */
    SlidingWindow sliding() {
        return sliding;
    }

    /** A tally that forgets. */
    Evaluation fading() {
        return fading.evaluation();
    }

    /** The same scores among more classes. */
    PrequentialScores withClasses(int classes) {
        return new PrequentialScores(
                sinceWindow.withClasses(classes), sliding.withClasses(classes), fading.withClasses(classes));
    }

    PrequentialScores copy() {
        return new PrequentialScores(sinceWindow.copy(), sliding.copy(), fading.copy());
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        sinceWindow.write(out);
        sliding.write(out);
        fading.write(out);
    }

    static PrequentialScores read(DataInput in) throws IOException {
        Versions.read("prequential scores", VERSION, in);
        return readV1(in);
    }

    private static PrequentialScores readV1(DataInput in) throws IOException {
        return new PrequentialScores(Evaluation.read(in), SlidingWindow.read(in), FadingEvaluation.read(in));
    }

    /** Of states that knew neither window nor fading. */
    static PrequentialScores readSinceWindow(DataInput in) throws IOException {
        Evaluation sinceWindow = Evaluation.read(in);
        PrequentialScores scores = new PrequentialScores(sinceWindow.task(), sinceWindow.outputs(), Horizons.DEFAULT);
        scores.sinceWindow = sinceWindow;
        return scores;
    }
}
