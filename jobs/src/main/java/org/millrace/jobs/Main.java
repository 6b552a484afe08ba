package org.millrace.jobs;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.millrace.jobs.cli.CommandErrors;
import org.millrace.jobs.cli.DeadLettersCommand;
import org.millrace.jobs.cli.ExitCode;
import org.millrace.jobs.cli.LearningRateCommand;
import org.millrace.jobs.cli.ProduceCommand;
import org.millrace.jobs.cli.QuickstartCommand;
import org.millrace.jobs.cli.SchemaCommand;
import org.millrace.jobs.cli.TrainCommand;
import org.millrace.jobs.cli.Versions;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code millrace COMMAND}. */
@Command(
        name = "millrace",
        description = "Trains a neural network on a Kafka topic while the examples flow.",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = "%nThe launcher also knows bench: ./millrace bench --help",
        subcommands = {
            QuickstartCommand.class,
            TrainCommand.class,
            ProduceCommand.class,
            LearningRateCommand.class,
            DeadLettersCommand.class,
            SchemaCommand.class
        })
public final class Main implements Callable<Integer> {

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** @return the exit code: 0 on success, 2 on wrong usage or configuration, 1 on failure */
    public static int run(String... arguments) {
        CommandLine command = new CommandLine(new Main())
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true);
        return CommandErrors.execute(command, arguments);
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.out);
        return ExitCode.WRONG_USAGE;
    }
}
