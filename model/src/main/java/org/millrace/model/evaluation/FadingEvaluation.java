package org.millrace.model.evaluation;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.millrace.model.format.LearnerFormatException;
import org.millrace.model.format.Versions;
import org.millrace.model.loss.Task;
import org.millrace.model.math.Require;

/**
 * A tally that forgets: with every example, what came before counts {@code factor} times what it did (Gama, Sebastião and
 * Rodrigues, <em>On evaluating stream learning algorithms</em>, 2013). The mean of {@code x} is {@code Sᵢ / Bᵢ} with
 * {@code Sᵢ = xᵢ + factor Sᵢ₋₁} and {@code Bᵢ = 1 + factor Bᵢ₋₁}; an example's own weight multiplies its terms.
 *
 * <p>Rather than everything before losing weight, each example weighs {@code 1 / factor} as much as the one before: figures are
 * ratios, and an example costs no more than in a plain tally.
 */
public final class FadingEvaluation implements PredictionSink {

    private static final int VERSION = 1;
    /** Products of two weights, which the area under a ROC curve needs, stay far below the greatest double. */
    private static final double MOST = 0x1p128;

    private final double factor;
    private final Evaluation evaluation;
    private double importance = 1;

    /** @param factor in (0, 1]; with 1 nothing fades */
    public FadingEvaluation(Task task, int outputs, double factor) {
        this(new Evaluation(task, outputs), requireFactor(factor));
    }

    private FadingEvaluation(Evaluation evaluation, double factor) {
        this.evaluation = evaluation;
        this.factor = factor;
    }

    static double requireFactor(double factor) {
        Require.that(factor > 0 && factor <= 1, "fading must be in (0, 1]", factor);
        return factor;
    }

    @Override
    public void requireTask(Task task, int outputs) {
        evaluation.requireTask(task, outputs);
    }

    @Override
    public void add(Prediction prediction) {
        evaluation.add(prediction, importance * prediction.weight());
        importance /= factor;
        if (importance > MOST) {
            evaluation.scale(1 / importance);
            importance = 1;
        }
    }

    public double factor() {
        return factor;
    }

    /** The tally, in which {@link Evaluation#examples} and the counts of the confusion matrix are of all examples so far. */
    public Evaluation evaluation() {
        return evaluation.copy();
    }

    /** The same tally, of which examples to come forget at another rate. */
    public FadingEvaluation withFactor(double other) {
        FadingEvaluation fading = new FadingEvaluation(evaluation.copy(), requireFactor(other));
        fading.importance = importance;
        return fading;
    }

    /** The same tally of a classification with more classes, of which there were no examples so far. */
    public FadingEvaluation withClasses(int classes) {
        FadingEvaluation fading = new FadingEvaluation(evaluation.withClasses(classes), factor);
        fading.importance = importance;
        return fading;
    }

    public FadingEvaluation copy() {
        return withFactor(factor);
    }

    /** Writes a version byte, the factor and the tally. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeDouble(factor);
        out.writeDouble(importance);
        evaluation.write(out);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws LearnerFormatException if it is of a version unknown here, or not a fading evaluation
     */
    public static FadingEvaluation read(DataInput in) throws IOException {
        requireNonNull(in, "in");
        Versions.read("a fading evaluation", VERSION, in);
        return readV1(in);
    }

    private static FadingEvaluation readV1(DataInput in) throws IOException {
        double factor = in.readDouble();
        double importance = in.readDouble();
        try {
            FadingEvaluation fading = new FadingEvaluation(Evaluation.read(in), requireFactor(factor));
            fading.importance = Require.positive(importance, "importance");
            return fading;
        } catch (IllegalArgumentException e) {
            throw new LearnerFormatException("Not a fading evaluation: " + e.getMessage(), e);
        }
    }
}
