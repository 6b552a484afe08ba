/**
 * Loss functions, one class for each, and their arguments: the task, mini-batches and class weights. Uses
 * {@code format} and {@code math}.
 */
package org.millrace.model.loss;
