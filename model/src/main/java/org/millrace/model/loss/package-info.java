/**
 * Loss functions, one class for each, and what they are computed on: the task, mini-batches and class weights. Uses
 * {@code math} alone.
 */
package org.millrace.model.loss;
