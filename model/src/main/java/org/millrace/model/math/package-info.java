/**
 * BLAS, memory outside the heap, vector helpers and random numbers.
 *
 * <p>For {@code org.millrace.model} alone, but for {@link org.millrace.model.math.Blas} and {@link
 * org.millrace.model.math.ProcessMemory}, which describe the platform. Uses nothing else of Millrace.
 */
package org.millrace.model.math;
