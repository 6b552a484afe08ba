package org.millrace.jobs.cli;

import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.flink.Failures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reports what ends a command in one line on the command's error stream; the stack trace of a failure goes to the log. */
public final class CommandErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CommandErrors.class);

    /** Makes {@code command} and its subcommands report their errors so, and runs it. Returns an {@link ExitCode}. */
    public static int execute(CommandLine command, String... arguments) {
        CommandErrors errors = new CommandErrors();
        return command.setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .execute(arguments);
    }

    private CommandErrors() {}

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println("millrace: " + Failures.firstLine(exception) + "; see ./" + name + " --help");
        return ExitCode.WRONG_USAGE;
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        if (exception instanceof ConfigException) {
            command.getErr().println("millrace: " + Failures.firstLine(exception));
            return ExitCode.WRONG_USAGE;
        }
        LOG.error("The command failed", exception);
        command.getErr().println("millrace: " + Failures.reason(exception) + "; details are in " + LogFile.path());
        return ExitCode.FAILURE;
    }
}
