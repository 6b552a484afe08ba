/**
 * Whether the examples of one model drift: its errors and features before detectors, what they found, and which answer is
 * under way. All of it is part of the state of {@code train}. Uses no Flink but its serializers.
 */
package org.millrace.operators.drift;
