/**
 * Training again on examples of before: what a model keeps of them, and which of them join a mini-batch. Uses {@code input},
 * {@code loss} and {@code math}.
 */
package org.millrace.model.rehearsal;
