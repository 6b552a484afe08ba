/**
 * The generators of the literature on streams that change: examples of a known concept, without end, the same for the same
 * seed on every machine. Uses the configuration's exceptions and the format of examples.
 */
package org.millrace.jobs.data.generator;
