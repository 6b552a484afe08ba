/** Benchmarks of the learner; {@link org.millrace.benchmarks.LearnerCommand} makes the published table. */
package org.millrace.benchmarks;
