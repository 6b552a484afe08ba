package org.millrace.benchmarks;

import java.io.PrintWriter;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;
import org.millrace.model.Learner;
import org.millrace.model.LearnerSettings;
import org.millrace.model.LearnerState;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.optimizer.Adam;
import org.millrace.model.optimizer.Regularization;
import org.millrace.model.scaling.Scaling;

/**
 * Learns for a long time and watches memory: batches of 1 to 32 examples in turn, with everything on that works in memory
 * of its own, dropout, Adam and scaling.
 */
final class Soak {

    static final long LEAST_STEPS = 20;

    private static final Network NETWORK = new Network("20-32-2");
    private static final int LARGEST_BATCH = 32;
    private static final int SAMPLES = 20;
    /** After this many samples everything is compiled and allocated. */
    private static final int WARM_UP_SAMPLES = 4;

    private static final double MEBIBYTE = 1 << 20;

    private final long steps;
    private final PrintWriter out;

    Soak(long steps, PrintWriter out) {
        this.steps = steps;
        this.out = out;
    }

    /** What a process occupies: JavaCPP's figures of resident size and memory it allocated, the heap, collections so far. */
    private record Memory(long resident, long offHeap, long heap, long collections) {

        static Memory now() {
            Runtime runtime = Runtime.getRuntime();
            long collections = ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .sum();
            return new Memory(
                    Pointer.physicalBytes(),
                    Pointer.totalBytes(),
                    runtime.totalMemory() - runtime.freeMemory(),
                    collections);
        }
    }

    /** Prints a line every twentieth of the steps; returns whether memory stayed flat. */
    boolean run() {
        LearnerSettings settings = LearnerSettings.of(NETWORK.architecture())
                .withOptimizer(new Adam())
                .withLearningRate(0.001)
                .withRegularization(Regularization.NONE.withDropout(0.2))
                .withScaling(Scaling.STANDARDIZE);
        List<MiniBatch> batches = new ArrayList<>();
        for (int rows = 1; rows <= LARGEST_BATCH; rows++) {
            batches.add(NETWORK.batch(rows, rows));
        }
        out.printf(
                Locale.ROOT,
                "%,d steps of %s, batches of 1 to %d, Adam, dropout 0.2, running standardisation%n",
                steps,
                NETWORK.name(),
                LARGEST_BATCH);
        out.printf(
                "%14s %9s %14s %14s %10s %12s%n",
                "steps", "seconds", "resident MiB", "off-heap MiB", "heap MiB", "collections");
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState()) {
            return learn(learner, state, batches);
        }
    }

    private boolean learn(Learner learner, LearnerState state, List<MiniBatch> batches) {
        Evaluation prequential = new Evaluation(NETWORK.outputs());
        long start = System.nanoTime();
        Memory warm = Memory.now();
        Memory last = warm;
        for (int sample = 1; sample <= SAMPLES; sample++) {
            long until = steps * sample / SAMPLES;
            while (state.step() + state.refusedSteps() < until) {
                learner.learn(state, batches.get((int) (state.step() % LARGEST_BATCH)), prequential);
            }
            last = Memory.now();
            print(until, (System.nanoTime() - start) / 1e9, last);
            if (sample == WARM_UP_SAMPLES) {
                warm = last;
            }
        }
        SoakVerdict verdict = new SoakVerdict(
                last.resident() - warm.resident(), last.offHeap() - warm.offHeap(), state.refusedSteps());
        out.println(verdict.line());
        return verdict.flat();
    }

    private void print(long step, double seconds, Memory memory) {
        out.printf(
                Locale.ROOT,
                "%,14d %9.1f %14.1f %14.3f %10.1f %12d%n",
                step,
                seconds,
                memory.resident() / MEBIBYTE,
                memory.offHeap() / MEBIBYTE,
                memory.heap() / MEBIBYTE,
                memory.collections());
    }
}
