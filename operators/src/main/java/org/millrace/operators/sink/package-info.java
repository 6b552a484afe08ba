/**
 * How evaluations and dead letters become records of Kafka topics.
 */
package org.millrace.operators.sink;
