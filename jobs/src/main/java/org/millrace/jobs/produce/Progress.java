package org.millrace.jobs.produce;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.millrace.jobs.data.generator.DriftSchedule;
import org.millrace.jobs.watch.Console;

/** Shows how many records Kafka has: a bar on a terminal, a line every ten seconds in a pipe. */
final class Progress implements AutoCloseable {

    private static final int SECONDS_BETWEEN_LINES = 10;

    private final Console console;
    private final String topic;
    private final DriftSchedule schedule;
    private final LongSupplier written;
    private final ScheduledExecutorService timer;
    private final ProgressBar bar;
    private long before;

    /**
     * @param count how many there are to be; empty if without end
     * @param written how many Kafka has
     */
    Progress(Console console, String topic, OptionalLong count, DriftSchedule schedule, LongSupplier written) {
        this.console = console;
        this.topic = topic;
        this.schedule = schedule;
        this.written = written;
        this.before = written.getAsLong();
        this.bar = console.isTerminal() ? bar(count) : null;
        this.timer = Executors.newSingleThreadScheduledExecutor(Progress::thread);
        if (bar == null) {
            var unused = timer.scheduleAtFixedRate(
                    () -> console.print(line()), SECONDS_BETWEEN_LINES, SECONDS_BETWEEN_LINES, TimeUnit.SECONDS);
        } else {
            var unused =
                    timer.scheduleAtFixedRate(() -> bar.stepTo(written.getAsLong()), 0, 200, TimeUnit.MILLISECONDS);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "millrace-progress");
        thread.setDaemon(true);
        return thread;
    }

    private ProgressBar bar(OptionalLong count) {
        return new ProgressBarBuilder()
                .setTaskName("Topic " + topic)
                .setInitialMax(count.orElse(-1))
                .startsFrom(before, Duration.ZERO)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                .showSpeed()
                .setConsumer(new DelegatingProgressBarConsumer(console::status, console.columns() - 1))
                .build();
    }

    /** What is said since the line before. */
    String line() {
        long now = written.getAsLong();
        long more = now - before;
        before = now;
        String drifts = "";
        if (!schedule.equals(DriftSchedule.NONE)) {
            long count = schedule.drifts(now);
            drifts = ", " + count + (count == 1 ? " drift" : " drifts") + " so far";
        }
        return String.format(
                Locale.ROOT,
                "Topic %s: %,d records%s, %s",
                topic,
                now,
                drifts,
                more == 0
                        ? "waiting for Kafka"
                        : String.format(
                                Locale.ROOT, "%,d per second", Math.round((double) more / SECONDS_BETWEEN_LINES)));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        if (bar != null) {
            bar.close();
            console.clearStatus();
        }
    }
}
