/**
 * How examples and evaluations are written as bytes. Uses {@code record}.
 */
package org.millrace.operators.format;
