/**
 * Topics of the Kafka that a configuration names.
 */
package org.millrace.jobs.kafka;
