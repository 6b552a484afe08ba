package org.millrace.operators.policy;

/** In which order the batches of several partitions are learned. Within a partition it is always that of the topic. */
public enum TrainingOrder {
    /** As they come: nothing waits, but with several partitions no two runs need be alike. */
    ARRIVAL,
    /** By event time, then partition: a batch waits until no partition can have an earlier one. Every run is alike. */
    EVENT_TIME
}
