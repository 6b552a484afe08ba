package org.millrace.jobs.config;

import java.util.regex.Pattern;

/**
 * One key with its value, as one layer gives it.
 *
 * @param key the full dotted name, for an entry of a list with its path: {@code models[1].training.seed}
 */
record Setting(String key, RawValue value, Origin origin) {

    /** The name of a key that holds a secret. It is rather too careful than too trusting. */
    private static final Pattern SECRET = Pattern.compile(
            "password|passwd|passphrase|secret|token|jaas|credential|private|user\\.info|[.]key\\b|key[.]pem",
            Pattern.CASE_INSENSITIVE);

    /** The login in a URI: {@code scheme://user:password@host}. */
    private static final Pattern LOGIN = Pattern.compile("(?<=://)[^/@\\s]*:[^/@\\s]*(?=@)");

    /** The value on one line, or stars for a secret. */
    String shown() {
        return shown(key, value.text());
    }

    /** Whether the value is a secret, by the name of the key. */
    boolean isSecret() {
        return SECRET.matcher(key).find();
    }

    /** {@code text} with stars for the login in a URI, or stars alone if {@code key} is the name of a secret. */
    static String shown(String key, String text) {
        return SECRET.matcher(key).find() ? "****" : LOGIN.matcher(text).replaceAll("****");
    }

    /** {@code key problem: value (place where it was written)}. */
    ConfigException notAllowed(String problem) {
        return wrong(key + " " + problem + ": " + shown());
    }

    /** {@code message (place where it was written)}. */
    ConfigException wrong(String message) {
        return new ConfigException(message + " (" + origin.text() + ")");
    }
}
