/** Benchmarks: {@link org.millrace.benchmarks.LearnerCommand} of the learner, {@link org.millrace.benchmarks.PipelineCommand} of the job. */
package org.millrace.benchmarks;
