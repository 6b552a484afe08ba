/**
 * Flink in this process and elsewhere: its settings, submission of jobs, savepoints. It takes a job and knows none.
 */
package org.millrace.jobs.flink;
