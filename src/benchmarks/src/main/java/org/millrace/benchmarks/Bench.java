package org.millrace.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line: {@code millrace bench COMMAND}. */
@Command(
        name = "millrace bench",
        description = "Measures how fast Millrace is on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = LearnerCommand.class)
public final class Bench implements Callable<Integer> {

    static final int SUCCESS = 0;
    static final int FAILURE = 1;
    static final int WRONG_USAGE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Bench.class);

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Returns the exit code: 0 on success, 2 on wrong usage, 1 on failure. */
    static int run(String... arguments) {
        PrintStream errors = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        return new CommandLine(new Bench())
                .registerConverter(Network.class, Network::parse)
                .setParameterExceptionHandler((exception, unused) -> wrongUsage(exception, errors))
                .setExecutionExceptionHandler((exception, unused, parsed) -> failed(exception, errors))
                .execute(arguments);
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return WRONG_USAGE;
    }

    private static int wrongUsage(ParameterException exception, PrintStream errors) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        errors.println("millrace: " + firstLine(exception) + "; see ./" + command + " --help");
        return WRONG_USAGE;
    }

    private static int failed(Exception exception, PrintStream errors) {
        LOG.error("The benchmark failed", exception);
        errors.println("millrace: " + firstLine(exception));
        return FAILURE;
    }

    private static String firstLine(Exception failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
