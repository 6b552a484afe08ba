/**
 * How the columns of a row become the inputs of a network: numbers, texts, and values that are missing. Uses {@code format},
 * {@code math} and {@code scaling}.
 */
package org.millrace.model.input;
