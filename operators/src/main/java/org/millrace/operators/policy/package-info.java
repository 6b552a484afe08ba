/**
 * Decisions that depend on an example alone: its split, its batch, the order of training. Pure functions without Flink, so
 * that the configuration may use them. Uses {@code record}.
 */
package org.millrace.operators.policy;
