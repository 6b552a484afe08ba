/**
 * Loss functions, one class for each, and their arguments: the task, mini-batches and class weights. Uses
 * {@code math} alone.
 */
package org.millrace.model.loss;
