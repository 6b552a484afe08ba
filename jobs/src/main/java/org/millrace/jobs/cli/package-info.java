/**
 * One class for each command, the options they share, and how errors and signals end them. Everything else in {@code jobs}
 * may be used from here, and nothing uses it but {@link org.millrace.jobs.Main} and the command line of the benchmarks.
 */
package org.millrace.jobs.cli;
