/**
 * From records to batches: parsing, dead letters, splits, and the open batches of a partition.
 */
package org.millrace.operators.holdout;
