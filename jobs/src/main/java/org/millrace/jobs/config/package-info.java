/**
 * Reads and checks a configuration: layers of YAML files and {@code --set}, the origin of every value, secrets, lists of
 * structures, and the table of keys. It knows no key; a {@link org.millrace.jobs.config.Catalogue} lists them, and
 * {@link org.millrace.jobs.config.JobConfig} hands out their values. Uses SnakeYAML and nothing of the project.
 */
package org.millrace.jobs.config;
