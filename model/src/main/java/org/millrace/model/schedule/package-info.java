/**
 * How the learning rate moves with steps and passes, and how it answers to a plateau of the validation loss. Uses
 * {@code format} and {@code math}.
 */
package org.millrace.model.schedule;
