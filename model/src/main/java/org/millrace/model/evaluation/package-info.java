/**
 * How good predictions are: the predictions beside their targets, and who takes them in. {@link
 * org.millrace.model.evaluation.Evaluation} tallies all, {@link org.millrace.model.evaluation.SlidingWindow} the last of them,
 * {@link org.millrace.model.evaluation.FadingEvaluation} forgets; {@link org.millrace.model.evaluation.Measure} lists the figures.
 * Uses {@code format}, {@code loss} and {@code math}.
 */
package org.millrace.model.evaluation;
