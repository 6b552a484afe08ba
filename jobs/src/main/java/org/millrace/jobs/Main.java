package org.millrace.jobs;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.millrace.jobs.cli.ExitCode;
import org.millrace.jobs.cli.LearningRateCommand;
import org.millrace.jobs.cli.LogFile;
import org.millrace.jobs.cli.ProduceCommand;
import org.millrace.jobs.cli.QuickstartCommand;
import org.millrace.jobs.cli.TrainCommand;
import org.millrace.jobs.cli.Versions;
import org.millrace.jobs.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line: {@code millrace COMMAND}. */
@Command(
        name = "millrace",
        description = "Trains a neural network on a Kafka topic while the examples flow.",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = "%nThe launcher also knows bench: ./millrace bench --help",
        subcommands = {QuickstartCommand.class, TrainCommand.class, ProduceCommand.class, LearningRateCommand.class})
public final class Main implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** @return the exit code: 0 on success, 2 on wrong usage or configuration, 1 on failure */
    public static int run(String... arguments) {
        PrintStream errors = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((exception, unused) -> wrongUsage(exception, errors))
                .setExecutionExceptionHandler((exception, unused, parsed) -> failed(exception, errors))
                .execute(arguments);
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return ExitCode.WRONG_USAGE;
    }

    private static int wrongUsage(ParameterException exception, PrintStream errors) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        errors.println("millrace: " + firstLine(exception) + "; see ./" + command + " --help");
        return ExitCode.WRONG_USAGE;
    }

    private static int failed(Exception exception, PrintStream errors) {
        if (exception instanceof ConfigException) {
            errors.println("millrace: " + firstLine(exception));
            return ExitCode.WRONG_USAGE;
        }
        LOG.error("The command failed", exception);
        errors.println("millrace: " + firstLine(rootCause(exception)) + "; details are in " + LogFile.path());
        return ExitCode.FAILURE;
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
