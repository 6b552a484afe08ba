/**
 * Whether a stream of numbers, such as the errors of a learner, still comes from the same distribution: detectors of concept
 * drift behind {@link org.millrace.model.drift.DriftDetector}. Uses {@code format} and {@code math}.
 */
package org.millrace.model.drift;
