package org.millrace.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;

/**
 * What this process has used, and a job in it has read, up to a moment.
 *
 * @param nanoTime the moment
 * @param processorNanos of all threads
 * @param examples that the job has read
 * @param allocated bytes allocated by each thread that is alive, by its id, the broker's threads excepted
 * @param pauseMillis for which the garbage collector stopped all other threads
 * @param residentBytes of the process
 */
record Usage(
        long nanoTime,
        long processorNanos,
        long examples,
        Map<Long, Long> allocated,
        long pauseMillis,
        long residentBytes) {

    Usage {
        allocated = Map.copyOf(allocated);
    }

    /** @param examples that the job has read up to now */
    static Usage now(long examples) {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Usage(
                System.nanoTime(),
                process.getProcessCpuTime(),
                examples,
                allocatedByThread(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum(),
                Pointer.physicalBytes());
    }

    private static Map<Long, Long> allocatedByThread() {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long[] ids = threads.getAllThreadIds();
        ThreadInfo[] infos = threads.getThreadInfo(ids);
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> allocated = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            // A thread that has just ended has neither.
            if (infos[i] != null && bytes[i] >= 0 && !isBrokers(infos[i].getThreadName())) {
                allocated.put(ids[i], bytes[i]);
            }
        }
        return allocated;
    }

    private static boolean isBrokers(String thread) {
        return Attribution.ofThread(thread).equals(Optional.of(Stage.BROKER));
    }

    double secondsSince(Usage earlier) {
        return (nanoTime - earlier.nanoTime) / 1e9;
    }

    /** Bytes that were allocated since {@code earlier} by the threads that are alive. */
    long allocatedSince(Usage earlier) {
        return allocated.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - earlier.allocated.getOrDefault(thread.getKey(), 0L))
                .sum();
    }
}
