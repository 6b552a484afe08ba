/**
 * The Flink function that trains a model, and the order in which batches take their turn.
 */
package org.millrace.operators.train;
