package org.millrace.operators.source;

import org.millrace.operators.record.SourceElement;

/**
 * An element, and where to go on once it has been emitted.
 *
 * @param time event time, see {@link org.millrace.operators.record.StreamTime}; within a split it never goes back
 */
record ReplayItem(SourceElement element, long time, int nextPass, long nextPosition) {}
