package org.millrace.model.format;

import java.io.IOException;

/** The bytes are not the state of a learner or of an evaluation, are of a version unknown here, or are damaged. */
public final class LearnerFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    public LearnerFormatException(String message) {
        super(message);
    }

    public LearnerFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
