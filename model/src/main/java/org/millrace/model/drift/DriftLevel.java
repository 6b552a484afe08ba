package org.millrace.model.drift;

/** What a detector says after a value. */
public enum DriftLevel {
    /** Nothing speaks against one distribution. */
    STABLE,
    /** It may have changed, at less confidence than a drift needs. Detectors without such a level never say so. */
    WARNING,
    /** It has changed; said once, at the value that gave it away. */
    DRIFT
}
