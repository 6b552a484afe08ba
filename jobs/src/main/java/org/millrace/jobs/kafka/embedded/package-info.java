/**
 * A real Kafka broker inside this process, for the quickstart.
 */
package org.millrace.jobs.kafka.embedded;
