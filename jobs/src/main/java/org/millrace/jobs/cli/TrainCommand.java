package org.millrace.jobs.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobID;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.flink.ClusterFlink;
import org.millrace.jobs.flink.Savepoints;
import org.millrace.jobs.flink.Supervisor;
import org.millrace.jobs.flink.TemporaryDirectory;
import org.millrace.jobs.kafka.Access;
import org.millrace.jobs.train.LocalTraining;
import org.millrace.jobs.train.Start;
import org.millrace.jobs.train.TrainPipeline;
import org.millrace.jobs.watch.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        header = "Trains on a topic of your own Kafka.",
        description = "Submits the job to a Flink cluster, or runs it in this process with --local.")
public final class TrainCommand implements Callable<Integer> {

    @Option(
            names = "--local",
            description = "Runs the job in this process, with Flink's web UI, until it ends or you press Ctrl-C.")
    private boolean local;

    @Option(
            names = "--flink",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:8081",
            description = "REST API of the Flink cluster (default: ${DEFAULT-VALUE}).")
    private String flink;

    @Option(
            names = "--from-savepoint",
            paramLabel = "PATH",
            description = "Resumes from a savepoint or a retained checkpoint: a path or URI.")
    private String savepoint;

    @Option(
            names = "--supervise",
            description = "On a cluster: stays, and submits the job again whenever Flink no longer knows it, from the"
                    + " newest checkpoint in flink.checkpoint-directory.")
    private boolean supervise;

    @Option(names = "--summary", paramLabel = "FILE", description = "With --local: writes the result as JSON.")
    private Path summary;

    @Mixin
    private LearnerOptions learner;

    @Mixin
    private ConfigOptions options;

    @Override
    public Integer call() throws Exception {
        JobConfig config = options.load();
        if (supervise && (local || savepoint != null)) {
            throw new ConfigException(
                    "--supervise goes with neither --local nor --from-savepoint: it finds the newest checkpoint itself");
        }
        // A savepoint that a cluster goes on from may be where only the cluster can see it.
        Optional<String> from = Optional.ofNullable(savepoint).map(path -> local ? Savepoints.existing(path) : path);
        Start start = new Start(from, learner.reset(from));
        return local ? runHere(config, start) : submit(config, start);
    }

    private int runHere(JobConfig config, Start start) throws Exception {
        Console console = Console.ofProcess();
        LocalTraining training = new LocalTraining(config, console, Optional.ofNullable(summary));
        Access.requireForWatchedTraining(config);
        return Interruptible.run(() -> {
            console.print(new Versions().line());
            try (TemporaryDirectory temporary = TemporaryDirectory.create("millrace-")) {
                training.run(temporary.resolve("flink"), start);
            }
        });
    }

    private int submit(JobConfig config, Start start) throws Exception {
        if (summary != null) {
            throw new ConfigException(
                    "--summary needs --local: on a cluster the job goes on after this command has ended");
        }
        ClusterFlink cluster = new ClusterFlink(flink, LauncherFile.JOB_JAR.in(System.getProperties()));
        TrainPipeline pipeline = new TrainPipeline(config, start.reset());
        if (supervise) {
            Supervisor supervisor = new Supervisor(cluster, pipeline, config, Console.ofProcess()::print);
            return Interruptible.run(supervisor::run);
        }
        JobID job = cluster.submit(pipeline, config, start.savepoint());
        Console.ofProcess().print("Submitted job " + job + "; watch it at http://" + flink + "/#/job/running/" + job);
        LogFile.discard();
        return ExitCode.SUCCESS;
    }
}
