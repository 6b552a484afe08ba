/**
 * What an example is: the fields of a record and how each becomes numbers, the label, and the row that holds what was read.
 * Knows neither Flink nor formats; uses {@code record} and {@code model}.
 */
package org.millrace.operators.schema;
