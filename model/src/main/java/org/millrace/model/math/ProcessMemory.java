package org.millrace.model.math;

import org.bytedeco.javacpp.Pointer;

/** The memory of this process, in which networks lie outside of Java's heap, where Java does not see them. */
public final class ProcessMemory {

    private ProcessMemory() {}

    /** Bytes of main memory that the process holds: the heap, the JVM's own, and everything outside the heap. */
    public static long residentBytes() {
        return Pointer.physicalBytes();
    }
}
