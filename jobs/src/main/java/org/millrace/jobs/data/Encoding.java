package org.millrace.jobs.data;

/** How the examples of a dataset are best written to a topic. */
public enum Encoding {
    /** Text that anyone can read; right for small tables. */
    JSON,
    /** 32 bits a feature. */
    BINARY_FLOAT32,
    /** One byte a feature, to be multiplied by {@link Dataset#scale()}; right for images. */
    BINARY_UINT8
}
