package org.millrace.model.math;

import java.io.IOException;

/** What was read is not a learner this version understands, or is damaged. */
public final class LearnerFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    public LearnerFormatException(String message) {
        super(message);
    }

    public LearnerFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
