/**
 * The configuration of a job: one catalogue of keys with types, defaults and ranges, and one YAML file that is checked
 * against it before anything starts.
 */
package org.millrace.jobs.config;
