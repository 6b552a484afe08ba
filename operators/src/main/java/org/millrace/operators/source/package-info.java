/**
 * Sources of examples: passes over a bounded range of a topic, a live topic, and event times of both.
 */
package org.millrace.operators.source;
