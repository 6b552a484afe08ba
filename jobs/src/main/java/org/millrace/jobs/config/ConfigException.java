package org.millrace.jobs.config;

/**
 * Wrong usage or configuration: the message is one line, without a full stop, that says what is wrong, where, and what to do.
 * Commands print it without a stack trace and exit with code 2. It never holds a secret.
 */
public final class ConfigException extends RuntimeException {

    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
