/**
 * How training is followed while it goes on: the console, curves, the evaluations topic, Prometheus.
 */
package org.millrace.jobs.watch;
