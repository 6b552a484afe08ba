package org.millrace.model;

import java.util.Optional;
import org.millrace.model.scaling.ExtremeFeature;

/**
 * The result of one call of {@link Learner#learn}.
 *
 * @param step how many steps the state has taken, including this one unless it was refused
 * @param loss the batch's mean loss before the update, of a regression in the unit that its targets are scaled to
 * @param gradientNorm the Euclidean norm of the gradient over all parameters, before clipping; NaN where plain gradient
 *     descent went ahead without writing the gradient down
 * @param learningRate the rate that was, or would have been, applied
 * @param refused whether a NaN or infinity was found, so that the parameters did not change
 * @param extreme the feature of the batch that lay farthest beyond the limit of scores, if any did
 */
public record StepReport(
        long step,
        double loss,
        double gradientNorm,
        double learningRate,
        boolean refused,
        Optional<ExtremeFeature> extreme) {}
