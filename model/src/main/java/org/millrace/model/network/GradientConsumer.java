package org.millrace.model.network;

import org.millrace.model.math.OffHeap;

/** Takes a gradient in pieces of any length, in the order of the parameters, so that each is used while it is in cache. */
public interface GradientConsumer {

    /** Takes the next {@code length} values, which lie at the start of {@code values}. */
    void take(OffHeap values, int length);

    /** Takes the next {@code length} values. */
    void take(float[] values, int length);
}
