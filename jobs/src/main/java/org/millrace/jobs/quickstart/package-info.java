/**
 * The quickstart: embedded Kafka, a data set in its topic, and the training job on it.
 */
package org.millrace.jobs.quickstart;
