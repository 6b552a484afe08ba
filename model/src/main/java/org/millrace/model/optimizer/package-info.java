/**
 * How a gradient becomes a change of the parameters: one class for each optimizer, clipping, regularization, and the
 * moments that optimizers keep. Uses {@code format} and {@code math}.
 */
package org.millrace.model.optimizer;
