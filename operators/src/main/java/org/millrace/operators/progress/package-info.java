/**
 * What is known of the training of one model: the ledger, scores by pass, the totals of the run. All of it is part of the
 * state of {@code train}, and each part carries its own version. Uses no Flink but its serializers.
 */
package org.millrace.operators.progress;
