package org.millrace.model;

import java.io.IOException;

/** What was read is not a learner this version understands, or is damaged. */
public final class SnapshotFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    SnapshotFormatException(String message) {
        super(message);
    }

    SnapshotFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
