/** What a job asks of Kafka before it starts. */
package org.millrace.jobs.topics;
