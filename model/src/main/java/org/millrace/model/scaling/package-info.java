/**
 * Feature scaling by running statistics of the training examples. Uses {@code format} and {@code math}.
 */
package org.millrace.model.scaling;
