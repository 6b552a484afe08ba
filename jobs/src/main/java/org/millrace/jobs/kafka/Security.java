package org.millrace.jobs.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.millrace.jobs.config.ConfigException;

/**
 * How a client is to introduce itself to the brokers, and to know them. Mistakes that Kafka's clients do not notice, and wait for an
 * answer for ever, are found here. A message names keys, never what is in {@code sasl.jaas.config}.
 */
final class Security {

    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

    /** The login module of every mechanism that Kafka's clients know by themselves. */
    private static final Map<String, String> MODULES = new TreeMap<>(Map.of(
            "PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule",
            "SCRAM-SHA-256", SCRAM,
            "SCRAM-SHA-512", SCRAM,
            "OAUTHBEARER", "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule",
            "GSSAPI", "com.sun.security.auth.module.Krb5LoginModule"));

    private static final List<String> BY_PASSWORD = List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

    private final Properties kafka;

    Security(Properties kafka) {
        this.kafka = kafka;
    }

    String protocol() {
        return kafka.getProperty("security.protocol", "PLAINTEXT").toUpperCase(Locale.ROOT);
    }

    boolean isTls() {
        return protocol().endsWith("SSL");
    }

    boolean isSasl() {
        return protocol().startsWith("SASL");
    }

    /** Kafka's own default is Kerberos. */
    String mechanism() {
        return kafka.getProperty("sasl.mechanism", "GSSAPI");
    }

    /** How a login is written for the mechanism. */
    String loginForm() {
        String options =
                BY_PASSWORD.contains(mechanism()) ? " username=\"NAME\" password=\"PASSWORD\"" : " NAME=\"VALUE\"...";
        return MODULES.getOrDefault(mechanism(), "LOGIN.MODULE") + " required" + options + ";";
    }

    /** @throws ConfigException about a mistake that a client would not notice */
    void check() {
        if (isSasl()) {
            checkMechanism();
            checkLogin(kafka.getProperty("sasl.jaas.config"));
        }
        if (isTls()) {
            checkTrust(kafka.getProperty("ssl.truststore.location"));
        }
    }

    private void checkMechanism() {
        if (!MODULES.containsKey(mechanism()) && !kafka.containsKey("sasl.client.callback.handler.class")) {
            throw new ConfigException("kafka.sasl.mechanism must be one of " + String.join(", ", MODULES.keySet())
                    + ": " + mechanism() + "; another needs kafka.sasl.client.callback.handler.class");
        }
    }

    private void checkLogin(String login) {
        boolean isCustom = kafka.containsKey("sasl.client.callback.handler.class");
        if (login == null || isCustom || !BY_PASSWORD.contains(mechanism())) {
            return;
        }
        String module = login.strip().split("\\s", 2)[0];
        if (!module.equals(MODULES.get(mechanism())) && MODULES.containsValue(module)) {
            throw new ConfigException("kafka.sasl.jaas.config names the login module of another mechanism; for"
                    + " kafka.sasl.mechanism " + mechanism() + " it is " + loginForm());
        }
        if (MODULES.containsValue(module) && !(login.contains("username") && login.contains("password"))) {
            throw new ConfigException("kafka.sasl.jaas.config must hold username and password: " + loginForm());
        }
    }

    /** A PKCS 12 store gives nothing away, and no error, to who has no password. */
    private void checkTrust(String location) {
        String type = kafka.getProperty("ssl.truststore.type", "JKS");
        if (location == null || type.equals("PEM") || kafka.containsKey("ssl.truststore.password")) {
            return;
        }
        try (InputStream in = Files.newInputStream(Path.of(location))) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(in, null);
            if (store.size() == 0) {
                throw new ConfigException(
                        "kafka.ssl.truststore.password is required to read the certificates of " + location);
            }
        } catch (IOException | GeneralSecurityException e) {
            // A client says so, too.
        }
    }
}
