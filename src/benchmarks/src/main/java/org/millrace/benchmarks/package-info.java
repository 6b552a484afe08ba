/** Benchmarks of the learner; {@link org.millrace.benchmarks.LearnerBenchmark} makes the published table. */
package org.millrace.benchmarks;
