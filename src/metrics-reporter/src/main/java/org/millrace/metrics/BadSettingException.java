package org.millrace.metrics;

/** A setting that does not fit. Flink logs it when it starts, in one line: a stack trace would tell the user nothing. */
final class BadSettingException extends RuntimeException {

    BadSettingException(String message) {
        super(message, null, false, false);
    }
}
