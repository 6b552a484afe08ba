/**
 * Which features the fields of a stranger's records make, by a look at the first of them, and how they are shown. Uses {@code
 * config}, and the {@code operators.schema} that it chooses from.
 */
package org.millrace.jobs.schema;
