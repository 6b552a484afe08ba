package org.millrace.benchmarks;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

    @Spec
    private CommandSpec command;

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, errors, arguments));
    }

    /** Returns the exit code: 0 on success, 2 on wrong usage, 1 on failure. */
    static int run(PrintWriter out, PrintWriter errors, String... arguments) {
        return new CommandLine(new Bench())
                .setOut(out)
                .setErr(errors)
                .registerConverter(Network.class, Network::parse)
                .registerConverter(OptimizerKind.class, OptimizerKind::parse)
                .setParameterExceptionHandler((exception, unused) -> wrongUsage(exception, errors))
                .setExecutionExceptionHandler((exception, unused, parsed) -> failed(exception, errors))
                .execute(arguments);
    }

    @Override
    public Integer call() {
        command.commandLine().usage(command.commandLine().getOut());
        return WRONG_USAGE;
    }

    private static int wrongUsage(ParameterException exception, PrintWriter errors) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        errors.println("millrace: " + firstLine(exception) + "; see ./" + command + " --help");
        return WRONG_USAGE;
    }

    private static int failed(Exception exception, PrintWriter errors) {
        LOG.error("The benchmark failed", exception);
        // log4j2.properties names the same file.
        String log = System.getProperty("millrace.log.file", "millrace.log");
        errors.println("millrace: " + firstLine(rootCause(exception)) + "; details are in " + log);
        return FAILURE;
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
