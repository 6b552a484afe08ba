/**
 * Feature scaling by running statistics of the training examples. Uses {@code math} alone.
 */
package org.millrace.model.scaling;
