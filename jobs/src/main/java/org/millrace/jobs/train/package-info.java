/** The training job: what it is to do, the topology, and its ends in Kafka. */
package org.millrace.jobs.train;
