package org.millrace.jobs.data.generator;

/**
 * A generated example.
 *
 * @param values one number for each field, owned by whoever receives the row
 * @param label index of the class
 */
record Row(float[] values, int label) {}
