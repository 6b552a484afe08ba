package org.millrace.jobs.kafka;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.millrace.jobs.config.ConfigException;

/** Why no client can be made of {@code kafka.*}: which key is wrong, and how. */
final class ClientErrors {

    private static final Pattern STORE =
            Pattern.compile("Failed to load (?:PEM )?SSL keystore (.*?)(?: of type (\\S+))?");
    private static final Pattern NOTHING_IN_PEM = Pattern.compile("No matching (.*) entries in PEM file");
    private static final Pattern PASSWORD_OF_PEM =
            Pattern.compile("SSL (trust|key) (?:store )?password cannot be specified .*PEM.*");
    private static final Pattern INVALID = Pattern.compile("Invalid value (.*) for configuration (\\S+?)(?:: (.*))?");

    private final Properties kafka;
    private final Security security;
    private final Throwable failure;

    private ClientErrors(Properties kafka, Throwable failure) {
        this.kafka = kafka;
        this.security = new Security(kafka);
        this.failure = failure;
    }

    /** What a client that could not be made says to who wrote the configuration. */
    static ConfigException explain(Properties kafka, KafkaException failure) {
        return new ConfigException(new ClientErrors(kafka, failure).sentence(), failure);
    }

    private String sentence() {
        Optional<Matcher> store = first(STORE);
        if (store.isPresent()) {
            return ofStore(store.get().group(1), store.get().group(2));
        }
        Optional<Matcher> pem = first(NOTHING_IN_PEM);
        if (pem.isPresent()) {
            boolean isKey = pem.get().group(1).contains("KEY");
            return (isKey ? "kafka.ssl.keystore.key" : "kafka.ssl.truststore.certificates") + " holds no "
                    + pem.get().group(1) + " in PEM";
        }
        Optional<Matcher> password = first(PASSWORD_OF_PEM);
        if (password.isPresent()) {
            String key = "kafka.ssl." + password.get().group(1) + "store.";
            return key + "password cannot be set with " + key + "type PEM; remove one of them";
        }
        if (has(UnrecoverableKeyException.class)) {
            return "kafka.ssl.key.password is wrong for the key in " + kafka.getProperty("ssl.keystore.location");
        }
        if (says("serviceName")) {
            return "kafka.sasl.mechanism is GSSAPI (Kerberos) and needs kafka.sasl.kerberos.service.name; to log in with a"
                    + " password set it to PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512";
        }
        return login().or(this::invalidValue).orElseGet(() -> "kafka.*: " + root().getMessage());
    }

    private String ofStore(String path, String type) {
        String key = path.equals(kafka.getProperty("ssl.truststore.location"))
                ? "kafka.ssl.truststore."
                : "kafka.ssl.keystore.";
        Optional<Matcher> missing = first(NOTHING_IN_PEM);
        if (missing.isPresent()) {
            return key + "location: " + path + " holds no " + missing.get().group(1) + " in PEM";
        }
        if (has(NoSuchFileException.class)) {
            return key + "location: there is no file " + path;
        }
        if (has(AccessDeniedException.class)) {
            return key + "location: " + path + " may not be read";
        }
        if (has(UnrecoverableKeyException.class) || says("password was incorrect")) {
            return key + "password is wrong for " + path;
        }
        if (has(KeyStoreException.class)) {
            return key + "type must be PKCS12, JKS or PEM: " + type;
        }
        return key + "location: " + path + " is no key store of " + key + "type " + (type == null ? "PEM" : type)
                + "; PKCS12, JKS and PEM are known";
    }

    /** The login may hold a password anywhere, also where something else is expected: no message of Kafka about it is quoted. */
    private Optional<String> login() {
        if (says("Could not find a 'KafkaClient' entry")) {
            return Optional.of("kafka.sasl.jaas.config is required with kafka.security.protocol " + security.protocol()
                    + ": " + security.loginForm());
        }
        if (says("JAAS") || has(LoginException.class)) {
            return Optional.of(
                    "kafka.sasl.jaas.config must be one login that ends with a semicolon: " + security.loginForm());
        }
        return Optional.empty();
    }

    private Optional<String> invalidValue() {
        return first(INVALID)
                .map(invalid -> "kafka." + invalid.group(2) + ": invalid value " + invalid.group(1)
                        + (invalid.group(3) == null ? "" : "; " + invalid.group(3)));
    }

    private Optional<Matcher> first(Pattern pattern) {
        return causes().map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .findFirst();
    }

    private boolean has(Class<? extends Throwable> type) {
        return causes().anyMatch(type::isInstance);
    }

    private boolean says(String words) {
        return causes().anyMatch(cause ->
                cause.getMessage() != null && cause.getMessage().contains(words));
    }

    private Throwable root() {
        return causes().reduce((outer, inner) -> inner).orElseThrow();
    }

    private Stream<Throwable> causes() {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
