package org.millrace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import one.profiler.AsyncProfiler;
import one.profiler.AsyncProfilerLoader;

/**
 * Samples the processor time of every thread of this process, native ones included, with async-profiler. It uses timers of
 * the threads' own clocks, which need no right to count events of the kernel.
 */
final class Profiler {

    /** Some 300 samples a second on two processors: shares are accurate to a third of a per cent after a minute. */
    private static final String START = "start,event=ctimer,interval=5ms,cstack=no,threads";

    private static final String STOP = "stop";
    private static final String COLLAPSED = "collapsed,threads,total";
    private static final String FLAME_GRAPH = "flamegraph,threads,total,title=Processor time";

    private final AsyncProfiler profiler;

    private Profiler(AsyncProfiler profiler) {
        this.profiler = profiler;
    }

    /**
     * Loads async-profiler.
     *
     * @param directory for its native library
     * @throws IllegalStateException if there is none for this platform
     */
    static Profiler load(Path directory) throws IOException {
        AsyncProfilerLoader.setExtractionDirectory(directory);
        return new Profiler(AsyncProfilerLoader.load());
    }

    void start() throws IOException {
        profiler.execute(START);
    }

    CpuProfile stop() throws IOException {
        profiler.execute(STOP);
        return CpuProfile.ofCollapsed(profiler.execute(COLLAPSED));
    }

    /** Writes what was sampled last: a flame graph if the file's name ends in {@code .html}, else collapsed stacks. */
    void write(Path file) throws IOException {
        String form = file.toString().endsWith(".html") ? FLAME_GRAPH : COLLAPSED;
        Files.writeString(file, profiler.execute(form));
    }
}
