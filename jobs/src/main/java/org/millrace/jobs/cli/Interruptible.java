package org.millrace.jobs.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs work that Ctrl-C (SIGINT) or SIGTERM interrupts, and gives it the time to clean up before the process ends. */
public final class Interruptible {

    private static final long CLEAN_UP_SECONDS = 120;

    private Interruptible() {}

    /** Work that reacts to the interruption of its thread by cleaning up and returning or throwing. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** @return the exit code of work that ended by itself */
    public static int run(Work work) throws Exception {
        Thread worker = Thread.currentThread();
        CountDownLatch cleanedUp = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    worker.interrupt();
                    await(cleanedUp);
                },
                "millrace-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            work.run();
            LogFile.discard();
            return ExitCode.SUCCESS;
        } catch (Exception e) {
            if (!hook.isAlive()) {
                throw e;
            }
            // The signal is why the work ended, whatever exception it ended with; the exit code is the JVM's.
            LogFile.discard();
            return ExitCode.FAILURE;
        } finally {
            cleanedUp.countDown();
        }
    }

    private static void await(CountDownLatch cleanedUp) {
        try {
            cleanedUp.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
