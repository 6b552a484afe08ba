/** The keys of drift: how it is looked for, and what is done about it. Uses {@code jobs.config}, {@code model.drift} and {@code operators.policy}. */
package org.millrace.jobs.config.keys.drift;
