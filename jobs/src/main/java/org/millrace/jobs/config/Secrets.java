package org.millrace.jobs.config;

import java.util.regex.Pattern;

/** Tells by its name which key holds a secret. It is rather too careful than too trusting. */
final class Secrets {

    /** What stands in the place of a secret. */
    static final String MASK = "****";

    private static final Pattern SECRET = Pattern.compile(
            "password|passwd|passphrase|secret|token|jaas|credential|private|user\\.info|[.]key\\b|key[.]pem",
            Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    static boolean isSecret(String key) {
        return SECRET.matcher(key).find();
    }
}
