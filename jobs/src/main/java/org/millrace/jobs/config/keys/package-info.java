/**
 * The keys of the configuration, group by group, with default, range and meaning, and the lists that they choose from:
 * optimizers, losses, schedules. {@link org.millrace.jobs.config.keys.Keys} puts them together. Uses
 * {@code jobs.config}, and the {@code model} and {@code operators.policy} that it configures.
 */
package org.millrace.jobs.config.keys;
