/**
 * Data sets written to topics of the user's Kafka.
 */
package org.millrace.jobs.produce;
