package org.millrace.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.ReflectionException;

/**
 * What this process has used and read up to a moment.
 *
 * @param nanoTime the moment
 * @param processorNanos of all threads
 * @param examples that Kafka's consumers have fetched
 * @param bytes of these examples, with keys and headers
 * @param allocated bytes allocated by each thread that is alive, by its id, the broker's threads excepted
 * @param pauseMillis spent in collections of garbage
 */
record Usage(
        long nanoTime, long processorNanos, long examples, long bytes, Map<Long, Long> allocated, long pauseMillis) {

    private static final String CONSUMERS = "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*";

    Usage {
        allocated = Map.copyOf(allocated);
    }

    static Usage now() {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Usage(
                System.nanoTime(),
                process.getProcessCpuTime(),
                consumed("records-consumed-total"),
                consumed("bytes-consumed-total"),
                allocatedByThread(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum());
    }

    private static long consumed(String metric) {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            return beans.queryNames(new ObjectName(CONSUMERS), null).stream()
                    .mapToLong(consumer -> consumed(beans, consumer, metric))
                    .sum();
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long consumed(MBeanServer beans, ObjectName consumer, String metric) {
        try {
            // A consumer that has fetched nothing yet does not have the metric.
            return beans.getAttributes(consumer, new String[] {metric}).asList().stream()
                    .mapToLong(total -> ((Number) total.getValue()).longValue())
                    .sum();
        } catch (InstanceNotFoundException e) {
            // It has been closed just now.
            return 0;
        } catch (ReflectionException e) {
            throw new IllegalStateException("Kafka's consumers do not show their metric " + metric, e);
        }
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

    /** Bytes that were allocated since {@code earlier} by the threads that are alive. */
    long allocatedSince(Usage earlier) {
        return allocated.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - earlier.allocated.getOrDefault(thread.getKey(), 0L))
                .sum();
    }
}
