package org.millrace.jobs.config;

/**
 * Wrong usage or configuration: the message is one line that says what is wrong, where, and what to do. Commands print
 * it without a stack trace and exit with code 2. The message never holds a secret.
 */
public final class ConfigException extends RuntimeException {

    /**
     * @param message one line, without a full stop at the end
     */
    public ConfigException(String message) {
        super(message);
    }

    /**
     * @param message one line, without a full stop at the end
     * @param cause what went wrong underneath, for the debug log
     */
    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
