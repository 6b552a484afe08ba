/**
 * What flows through the job: records, examples, batches, dead letters, evaluations, and the places and phases they belong
 * to. Plain values without Flink. Uses {@code org.millrace.model}.
 */
package org.millrace.operators.record;
