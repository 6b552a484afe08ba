package org.millrace.benchmarks;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.millrace.jobs.cli.CommandErrors;
import org.millrace.jobs.cli.ExitCode;
import org.millrace.jobs.cli.Versions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line: {@code millrace bench COMMAND}. */
@Command(
        name = "millrace bench",
        description = "Measures how fast Millrace is on this machine.",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LearnerCommand.class, PipelineCommand.class})
public final class Bench implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, errors, arguments));
    }

    /** Returns an {@link ExitCode}. */
    static int run(PrintWriter out, PrintWriter errors, String... arguments) {
        CommandLine command = new CommandLine(new Bench())
                .setOut(out)
                .setErr(errors)
                .registerConverter(Network.class, Network::parse)
                .registerConverter(OptimizerKind.class, OptimizerKind::parse)
                .registerConverter(FormatName.class, FormatName::parse)
                .registerConverter(ValueKind.class, ValueKind::parse);
        return CommandErrors.execute(command, arguments);
    }

    @Override
    public Integer call() {
        command.commandLine().usage(command.commandLine().getOut());
        return ExitCode.WRONG_USAGE;
    }
}
