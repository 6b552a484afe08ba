package org.millrace.benchmarks;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Processor time by stage, as sampled.
 *
 * @param nanos of each stage that has any
 */
record CpuProfile(Map<Stage, Long> nanos) {

    CpuProfile {
        nanos = new EnumMap<>(nanos);
    }

    /**
     * Reads async-profiler's collapsed stacks: {@code [thread tid=1];outermost;…;innermost nanoseconds}, one line each.
     *
     * @throws IllegalArgumentException if a line is of another form
     */
    static CpuProfile ofCollapsed(String stacks) {
        Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            nanos.put(stage, 0L);
        }
        stacks.lines().forEach(line -> {
            int end = line.lastIndexOf(' ');
            if (!line.startsWith("[") || end < 0) {
                throw new IllegalArgumentException("not a collapsed stack: " + line);
            }
            List<String> frames = Arrays.asList(line.substring(0, end).split(";", -1));
            Stage stage = Attribution.of(frames.get(0), frames.subList(1, frames.size()));
            nanos.merge(stage, Long.parseLong(line.substring(end + 1)), Long::sum);
        });
        return new CpuProfile(nanos);
    }

    /** Share of a stage in the sampled time. */
    double share(Stage stage) {
        long all = nanos.values().stream().mapToLong(Long::longValue).sum();
        return all == 0 ? 0 : (double) nanos.get(stage) / all;
    }
}
