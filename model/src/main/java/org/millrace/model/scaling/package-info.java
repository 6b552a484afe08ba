/**
 * Feature scaling by running statistics of the training examples. Uses {@code format} alone.
 */
package org.millrace.model.scaling;
