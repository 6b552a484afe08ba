/** Datasets that the quickstart writes to a topic: built in, on this machine, or a user's own table. */
package org.millrace.jobs.data;
