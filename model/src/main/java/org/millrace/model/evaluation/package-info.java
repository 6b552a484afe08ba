/**
 * How good predictions are: running evaluations, the confusion matrix, the errors of a regression. Uses {@code loss} and
 * {@code math}.
 */
package org.millrace.model.evaluation;
