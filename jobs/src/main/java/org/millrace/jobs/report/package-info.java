/**
 * The report at the end of a run: test result, confusion matrix, advice, the summary as JSON.
 */
package org.millrace.jobs.report;
