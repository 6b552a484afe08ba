/**
 * Tables from files as their owners keep them, written to a topic as JSON objects with a field for each column. Uses {@code
 * data}, whose data sets they become, and {@code schema}, which says what the columns are.
 */
package org.millrace.jobs.table;
