/**
 * The serializers of what is kept in state and sent between tasks, and the names that Flink writes into savepoints, which
 * never change. Uses {@code record} and {@code format}.
 */
package org.millrace.operators.state;
