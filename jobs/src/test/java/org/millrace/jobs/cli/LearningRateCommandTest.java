package org.millrace.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.jobs.Main;
import org.millrace.jobs.data.Datasets;
import org.millrace.jobs.quickstart.Quickstart;
import org.millrace.jobs.train.LearningRateSweep;
import org.millrace.jobs.watch.Console;

class LearningRateCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lr-find",
                "lr-find --examples 3 --dataset digits",
                "lr-find --from 1 --to 0.1 --dataset digits",
                "lr-find --from 0 --dataset digits",
                "lr-find --to 11 --dataset digits",
                "lr-find --dataset letters",
                "lr-find --label kind",
                "lr-find --dataset digits --set model.task=regression",
                "lr-find --config /no/such/file.yaml"
            })
    void callsWrongUsageByItsExitCode(String arguments) {
        assertThat(Main.run(arguments.split(" "))).isEqualTo(ExitCode.WRONG_USAGE);
    }

    @Test
    void sweepsOverTheTrainingExamplesOfATopicAndProposesARate() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(output, true, UTF_8), false, 80);
        Quickstart quickstart = new Quickstart(
                Datasets.named("digits", Optional.empty()), Optional.empty(), UnaryOperator.identity(), console);

        quickstart.run((connected, unused) -> new LearningRateSweep(console, 1_000, 1e-6, 10).run(connected));

        String text = output.toString(UTF_8);
        assertThat(text).contains("over the first 1,000 training examples of topic examples", "smoothed loss", "▲");
        Matcher proposal =
                Pattern.compile("--set training\\.learning-rate=(\\S+)").matcher(text);
        assertThat(proposal.find()).isTrue();
        assertThat(Double.parseDouble(proposal.group(1))).isBetween(1e-4, 0.5);
    }
}
