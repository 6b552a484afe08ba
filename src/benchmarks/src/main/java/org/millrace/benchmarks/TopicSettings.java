package org.millrace.benchmarks;

import java.util.OptionalInt;

/**
 * The examples to generate.
 *
 * @param classes number of classes
 * @param examples how many; empty for as many as suit their size
 */
record TopicSettings(
        FormatName format, ValueKind values, int features, int classes, OptionalInt examples, int partitions) {}
