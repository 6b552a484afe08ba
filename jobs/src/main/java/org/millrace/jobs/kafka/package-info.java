/**
 * Topics of the Kafka that a configuration names, and the rights to use them.
 */
package org.millrace.jobs.kafka;
