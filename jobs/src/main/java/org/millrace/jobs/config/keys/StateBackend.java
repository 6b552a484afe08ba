package org.millrace.jobs.config.keys;

/** Where Flink keeps the state of the job while it runs. */
public enum StateBackend {
    /** On the heap, and the parameters of the network beside it: a step reads and writes memory. */
    HASHMAP,
    /** In RocksDB, on the local disk: for more waiting batches than memory holds. Every step writes the whole learner. */
    ROCKSDB
}
