package org.millrace.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;

class HelpTextsTest {

    @Test
    void comeFromTheResourceBySideOfTheReporter() {
        assertThat(HelpTexts.load().of("millrace_loss")).startsWith("Loss: how wrong the network is");
    }

    @Test
    void belongToTheFamilyAndNotToItsParts() throws IOException {
        HelpTexts texts = HelpTexts.read(new StringReader("millrace_wait_seconds = How long, in 90 % of cases\n"));
        MetricNaming naming = new MetricNaming(texts);

        assertThat(help(naming, "millrace_wait_seconds_count")).isEqualTo("How long, in 90 % of cases");
        assertThat(help(naming, "millrace_wait_seconds_sum")).isEqualTo("How long, in 90 % of cases");
    }

    @Test
    void sayTheNameWhereThereIsNothingElseToSay() {
        assertThat(HelpTexts.load().of("millrace_unheard_of")).isEqualTo("Millrace's millrace_unheard_of");
    }

    @Test
    void ofFlinksMetricsAreTheNamesThatFlinksDocumentationUses() {
        MetricNaming naming = new MetricNaming(HelpTexts.load());
        FixedGroup group = new FixedGroup("taskmanager.job.task", Map.of());

        assertThat(naming.address((Gauge<Integer>) () -> 1, "busyTimeMsPerSecond", group)
                        .family()
                        .help())
                .isEqualTo("Flink's taskmanager.job.task.busyTimeMsPerSecond");
    }

    private static String help(MetricNaming naming, String name) {
        return naming.address(new SimpleCounter(), name, new FixedGroup("taskmanager", Map.of()))
                .family()
                .help();
    }
}
