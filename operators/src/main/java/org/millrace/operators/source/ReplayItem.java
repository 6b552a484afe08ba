package org.millrace.operators.source;

import org.millrace.operators.record.SourceElement;

/**
 * An element, and where to go on once it has been emitted.
 *
 * @param timestamp milliseconds since the epoch, or {@code TimestampAssigner.NO_TIMESTAMP}
 */
record ReplayItem(SourceElement element, long timestamp, int nextPass, long nextPosition) {}
