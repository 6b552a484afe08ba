package org.millrace.jobs.cli;

import java.util.concurrent.Callable;
import org.millrace.jobs.deadletters.DeadLetters;
import org.millrace.jobs.watch.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        header = "Shows records that were not examples, and sends them back.",
        description = "Lists the dead letters of topics.examples by reason, with an example of each. With --replay it"
                + " sends each of them back to topics.examples, once, with the key, value, headers and timestamp that it"
                + " had.")
public final class DeadLettersCommand implements Callable<Integer> {

    @Option(
            names = "--replay",
            description =
                    "Sends those back that were not sent back yet, when a configuration or a producer was mended.")
    private boolean replay;

    @Mixin
    private ConfigOptions config;

    @Override
    public Integer call() throws Exception {
        DeadLetters letters = new DeadLetters(config.load(), Console.ofProcess());
        return Interruptible.run(replay ? letters::replay : letters::list);
    }
}
