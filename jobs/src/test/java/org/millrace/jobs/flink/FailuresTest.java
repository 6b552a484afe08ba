package org.millrace.jobs.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.runtime.JobException;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void tellsTheOutermostSentenceThatSaysWhatHappened() {
        Throwable outOfRange = new IllegalStateException("Fetch position 0 is out of range for partition examples-0");
        Throwable retention = new IOException("the topic no longer holds the range that is being read", outOfRange);
        Throwable fetcher = new RuntimeException(
                "One or more fetchers have encountered exception",
                new RuntimeException(
                        "SplitFetcher thread 0 received unexpected exception while polling the records",
                        new SuppressRestartsException(retention)));
        Throwable job = new JobExecutionException(
                null, "Job execution failed.", new JobException("Recovery is suppressed by NoRestartBackoff", fetcher));

        assertThat(Failures.reason(new ExecutionException("the training job failed", job)))
                .isEqualTo("the topic no longer holds the range that is being read");
    }

    @Test
    void passesOverWhatOnlyRepeatsItsCause() {
        IOException full = new IOException("No space left on device");

        assertThat(Failures.reason(new CompletionException(new UncheckedIOException(full))))
                .isEqualTo("No space left on device");
    }

    @Test
    void tellsWhatIsWrongWithAKeyAndNotThatAClientCouldNotBeMade() {
        KafkaException store = new KafkaException("Failed to load SSL keystore /nowhere of type JKS");

        assertThat(Failures.reason(new KafkaException("Failed to construct kafka consumer", store)))
                .isEqualTo("Failed to load SSL keystore /nowhere of type JKS");
    }

    @Test
    void tellsTheFirstLineAndTheClassOfWhoSaysNothing() {
        assertThat(Failures.reason(new IOException("the disk is full\nat all"))).isEqualTo("the disk is full");
        assertThat(Failures.reason(new RuntimeException(new ArithmeticException())))
                .isEqualTo("ArithmeticException");
    }
}
