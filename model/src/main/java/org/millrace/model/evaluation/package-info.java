/**
 * How good predictions are: the predictions beside their targets, who takes them in, running evaluations, the confusion
 * matrix, the errors of a regression. Uses {@code format}, {@code loss} and {@code math}.
 */
package org.millrace.model.evaluation;
