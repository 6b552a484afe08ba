package org.millrace.model.scaling;

/**
 * A feature with a value beyond the limit of scores, which counted as if it lay at the limit.
 *
 * @param column of the row of features
 * @param score how many deviations it lay from the mean
 */
public record ExtremeFeature(int column, double score) {}
