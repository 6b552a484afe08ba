package org.millrace.model.schedule;

/**
 * What {@link PlateauRule} remembers.
 *
 * @param best the least validation loss, infinite before the first
 * @param without validations since then without progress
 * @param factor the product of the reductions
 */
public record PlateauState(double best, int without, double factor) {

    public static final PlateauState INITIAL = new PlateauState(Double.POSITIVE_INFINITY, 0, 1);
}
