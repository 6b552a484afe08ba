package org.millrace.jobs;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.local.Console;
import org.millrace.jobs.local.LocalTraining;
import org.millrace.jobs.local.TemporaryDirectory;
import org.millrace.jobs.train.ConfigOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        header = "Trains on a topic of your own Kafka.")
final class TrainCommand implements Callable<Integer> {

    @Option(
            names = "--local",
            description = "Runs the job in this process, with Flink's web UI, until it ends or you press Ctrl-C.")
    private boolean local;

    @Option(names = "--summary", paramLabel = "FILE", description = "Writes the result as JSON.")
    private Path summary;

    @Mixin
    private ConfigOptions options;

    @Override
    public Integer call() throws Exception {
        if (!local) {
            throw new ConfigException("train needs --local, which runs the job in this process");
        }
        JobConfig config = options.load();
        Console console = Console.ofProcess();
        LocalTraining training = new LocalTraining(config, console, Optional.ofNullable(summary));
        Topics.requireReadable(config);
        return Interruptible.run(() -> {
            console.print(new Versions().line());
            try (TemporaryDirectory temporary = TemporaryDirectory.create("millrace-")) {
                training.run(temporary.resolve("flink"));
            }
        });
    }
}
