package org.millrace.jobs.config;

/**
 * One key with its value, as one layer gives it.
 *
 * @param key the full dotted name
 */
record Setting(String key, RawValue value, Origin origin) {}
