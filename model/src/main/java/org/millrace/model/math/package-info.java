/**
 * BLAS, memory outside the heap, vector helpers, random numbers, and checksums of what is written down.
 *
 * <p>For {@code org.millrace.model} alone, but for {@link org.millrace.model.math.Blas} and {@link
 * org.millrace.model.math.ProcessMemory}, which say what runs. Uses nothing else of Millrace.
 */
package org.millrace.model.math;
