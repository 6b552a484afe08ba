/**
 * The shape of a dense network, its parameters, and the engine: forward pass, backpropagation, dropout, workspace.
 *
 * <p>{@link org.millrace.model.network.Architecture}, {@link org.millrace.model.network.Layer}, {@link
 * org.millrace.model.network.Activation} and {@link org.millrace.model.network.Initialization} are for everyone; the engine
 * is for {@link org.millrace.model.Learner} and its neighbours. Uses {@code format}, {@code math} and
 * {@code scaling}.
 */
package org.millrace.model.network;
