package org.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.millrace.jobs.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandErrorsTest {

    @Test
    void wrongUsageNamesTheHelpOfTheCommand() {
        assertEnds(
                () -> 0,
                ExitCode.WRONG_USAGE,
                "millrace: Unknown option: '--grnid'; see ./millrace grind --help",
                "--grnid");
    }

    @Test
    void aConfigurationThatCannotBeIsTheUsersMistake() {
        assertEnds(
                () -> {
                    throw new ConfigException("millrace.yaml:3: no such key");
                },
                ExitCode.WRONG_USAGE,
                "millrace: millrace.yaml:3: no such key");
    }

    @Test
    void aFailureTellsWhatHappenedAndWhereTheRestIs() {
        assertEnds(
                () -> {
                    throw new ExecutionException("job failed", new IllegalStateException("the disk is full\nat all"));
                },
                ExitCode.FAILURE,
                "millrace: the disk is full; details are in " + LogFile.path());
    }

    @Test
    void aFailureWithoutAMessageIsNamed() {
        assertEnds(
                () -> {
                    throw new SilentException();
                },
                ExitCode.FAILURE,
                "millrace: SilentException; details are in " + LogFile.path());
    }

    @Test
    void successIsTheCommandsOwnExitCode() {
        StringWriter errors = new StringWriter();
        assertThat(execute(errors, () -> ExitCode.SUCCESS)).isEqualTo(ExitCode.SUCCESS);
        assertThat(errors.toString()).isEmpty();
    }

    private static void assertEnds(Callable<Integer> work, int exitCode, String line, String... arguments) {
        StringWriter errors = new StringWriter();
        assertThat(execute(errors, work, arguments)).isEqualTo(exitCode);
        assertThat(errors.toString().lines()).singleElement(STRING).isEqualTo(line);
    }

    private static int execute(StringWriter errors, Callable<Integer> work, String... arguments) {
        CommandLine command = new CommandLine(new Mill())
                .addSubcommand("grind", new Grind(work))
                .setErr(new PrintWriter(errors, true));
        String[] all = new String[arguments.length + 1];
        all[0] = "grind";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandErrors.execute(command, all);
    }

    private static final class SilentException extends Exception {}

    @Command(name = "millrace")
    private static final class Mill {}

    @Command
    private static final class Grind implements Callable<Integer> {

        private final Callable<Integer> work;

        private Grind(Callable<Integer> work) {
            this.work = work;
        }

        @Override
        public Integer call() throws Exception {
            return work.call();
        }
    }
}
