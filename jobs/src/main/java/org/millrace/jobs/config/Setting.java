package org.millrace.jobs.config;

/**
 * One key with its value, as one layer gives it.
 *
 * @param key the full dotted name, for an entry of a list with its path: {@code models[1].training.seed}
 */
record Setting(String key, RawValue value, Origin origin) {

    /** The value on one line, or stars for a secret. */
    String shown() {
        return Secrets.isSecret(key) ? Secrets.MASK : value.text();
    }

    /** A message about this setting: what is wrong, followed by the place where it was written. */
    ConfigException wrong(String message, Throwable cause) {
        return new ConfigException(message + " (" + origin.text() + ")", cause);
    }
}
