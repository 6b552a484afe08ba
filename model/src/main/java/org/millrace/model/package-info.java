/**
 * A dense network that learns from a stream, mini-batch by mini-batch.
 *
 * <p>{@link org.millrace.model.LearnerSettings} says what to train, {@link org.millrace.model.LearnerState} is all that
 * must survive a restart, and {@link org.millrace.model.Learner} is the arithmetic between them. All matrices are
 * row-major float32: a batch {@code X} is {@code [batch, inputs]}, a layer's weights {@code W} are {@code [inputs, outputs]}
 * and its outputs {@code z = X W + b}.
 */
package org.millrace.model;
