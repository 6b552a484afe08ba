package org.millrace.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.jobs.kafka.embedded.SecureKafka.Door.MISNAMED;
import static org.millrace.jobs.kafka.embedded.SecureKafka.Door.MUTUAL;
import static org.millrace.jobs.kafka.embedded.SecureKafka.Door.PLAINTEXT;
import static org.millrace.jobs.kafka.embedded.SecureKafka.Door.SASL_PLAINTEXT;
import static org.millrace.jobs.kafka.embedded.SecureKafka.Door.SASL_SSL;
import static org.millrace.jobs.kafka.embedded.SecureKafka.Door.SSL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.kafka.embedded.SecureKafka;

/** Every mistake in the keys for TLS and SASL, tried against a real broker: the message names the key that is to be mended. */
@TestInstance(Lifecycle.PER_CLASS)
class KafkaMistakesTest {

    private static final String FINE = "";
    private static final String PLAIN_LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + SecureKafka.USER
                    + "\" password=\"" + SecureKafka.PASSWORD + "\";";
    private static final String SCRAM_LOGIN = PLAIN_LOGIN.replace("plain.Plain", "scram.Scram");

    /** So many wait for a broker at a time. */
    private static final int TOGETHER = 12;

    private final Map<Mistake, Future<String>> messages = new HashMap<>();

    private ExecutorService waiting;
    private SecureKafka kafka;

    /**
     * @param settings of {@code kafka.*}, each {@code KEY=VALUE}; STORES stands for the directory of the key stores
     * @param message a part of what is said, or {@link #FINE}
     */
    private record Mistake(SecureKafka.Door door, List<String> settings, String message) {

        private static Mistake at(SecureKafka.Door door, String message, String... settings) {
            return new Mistake(door, List.of(settings), message);
        }

        /** Everything that TLS takes, and then {@code settings}. */
        private static Mistake withTls(SecureKafka.Door door, String message, String... settings) {
            List<String> all = new ArrayList<>(List.of(
                    "security.protocol=SSL",
                    "ssl.truststore.location=STORES/trusting-broker.p12",
                    "ssl.truststore.password=" + KeyStores.PASSWORD));
            all.addAll(List.of(settings));
            return new Mistake(door, all, message);
        }

        /** Everything that a login by password takes, and then {@code settings}. */
        private static Mistake withLogin(SecureKafka.Door door, String message, String... settings) {
            List<String> all = new ArrayList<>(List.of(
                    "security.protocol=SASL_PLAINTEXT", "sasl.mechanism=PLAIN", "sasl.jaas.config=" + PLAIN_LOGIN));
            all.addAll(List.of(settings));
            return new Mistake(door, all, message);
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(tls(), login(), protocol()).flatMap(stream -> stream);
    }

    private static Stream<Mistake> tls() {
        return Stream.of(
                Mistake.withTls(SSL, FINE),
                Mistake.at(
                        SSL,
                        FINE,
                        "security.protocol=SSL",
                        "ssl.truststore.type=PEM",
                        "ssl.truststore.location=STORES/broker.pem"),
                Mistake.withTls(
                        SSL,
                        "kafka.ssl.truststore.location: there is no file /nowhere.jks",
                        "ssl.truststore.location=/nowhere.jks"),
                Mistake.withTls(
                        SSL,
                        "kafka.ssl.truststore.location: STORES is no key store of kafka.ssl.truststore.type JKS",
                        "ssl.truststore.location=STORES"),
                Mistake.withTls(
                        SSL,
                        "kafka.ssl.truststore.password is wrong for STORES/trusting-broker.p12",
                        "ssl.truststore.password=wr0ng"),
                Mistake.at(
                        SSL,
                        "kafka.ssl.truststore.password is required to read the certificates of STORES/trusting-broker.p12",
                        "security.protocol=SSL",
                        "ssl.truststore.location=STORES/trusting-broker.p12"),
                Mistake.withTls(
                        SSL,
                        "kafka.ssl.truststore.location: STORES/broker.pem is no key store of kafka.ssl.truststore.type JKS",
                        "ssl.truststore.location=STORES/broker.pem"),
                Mistake.withTls(
                        SSL,
                        "kafka.ssl.truststore.password cannot be set with kafka.ssl.truststore.type PEM",
                        "ssl.truststore.type=PEM"),
                Mistake.at(
                        SSL,
                        "kafka.ssl.truststore.location: STORES/trusting-broker.p12 holds no CERTIFICATE in PEM",
                        "security.protocol=SSL",
                        "ssl.truststore.type=PEM",
                        "ssl.truststore.location=STORES/trusting-broker.p12"),
                Mistake.at(
                        SSL,
                        "kafka.ssl.truststore.certificates holds no CERTIFICATE in PEM",
                        "security.protocol=SSL",
                        "ssl.truststore.type=PEM",
                        "ssl.truststore.certificates=s3cr3t"),
                Mistake.withTls(
                        SSL, "kafka.ssl.truststore.type must be PKCS12, JKS or PEM: FOO", "ssl.truststore.type=FOO"),
                Mistake.withTls(
                        SSL,
                        "kafka.ssl.keystore.location: there is no file /no-keys.p12",
                        "ssl.keystore.location=/no-keys.p12",
                        "ssl.keystore.password=s3cr3t"),
                Mistake.withTls(
                        SSL,
                        "kafka.ssl.keystore.password is wrong for STORES/broker.p12",
                        "ssl.keystore.location=STORES/broker.p12",
                        "ssl.keystore.password=wr0ng"),
                Mistake.withTls(
                        SSL,
                        "kafka.ssl.key.password is wrong for the key in STORES/broker.p12",
                        "ssl.keystore.location=STORES/broker.p12",
                        "ssl.keystore.password=" + KeyStores.PASSWORD,
                        "ssl.key.password=wr0ng"),
                Mistake.withTls(
                        SSL,
                        "kafka.ssl.keystore.key holds no PRIVATE KEY in PEM",
                        "ssl.keystore.type=PEM",
                        "ssl.keystore.key=s3cr3t",
                        "ssl.keystore.certificate.chain=s3cr3t"),
                Mistake.withTls(
                        SSL,
                        "kafka.ssl.keystore.location: STORES/broker.pem holds no PRIVATE KEY in PEM",
                        "ssl.keystore.type=PEM",
                        "ssl.keystore.location=STORES/broker.pem"),
                Mistake.at(
                        SSL,
                        "has a certificate that is not trusted; kafka.ssl.truststore.location must name",
                        "security.protocol=SSL"),
                Mistake.withTls(
                        SSL,
                        "has a certificate that is not trusted; kafka.ssl.truststore.location must name",
                        "ssl.truststore.location=STORES/trusting-stranger.p12"),
                Mistake.withTls(
                        MUTUAL,
                        "asks for a certificate of this client (Received fatal alert: ",
                        "ssl.enabled.protocols=TLSv1.2"),
                Mistake.withTls(MUTUAL, "asks for a certificate of this client (Received fatal alert: "),
                Mistake.withTls(
                        MISNAMED,
                        "has a certificate for another name (No subject alternative names matching IP address 127.0.0.1 found)",
                        "ssl.truststore.location=STORES/trusting-stranger.p12"),
                Mistake.withTls(
                        MISNAMED,
                        FINE,
                        "ssl.truststore.location=STORES/trusting-stranger.p12",
                        "ssl.endpoint.identification.algorithm="));
    }

    private static Stream<Mistake> login() {
        return Stream.of(
                Mistake.withLogin(SASL_PLAINTEXT, FINE),
                Mistake.withLogin(
                        SASL_PLAINTEXT,
                        "kafka.sasl.mechanism must be one of GSSAPI, OAUTHBEARER, PLAIN, SCRAM-SHA-256, SCRAM-SHA-512: PLANE",
                        "sasl.mechanism=PLANE"),
                Mistake.withLogin(
                        SASL_PLAINTEXT,
                        "does not know kafka.sasl.mechanism SCRAM-SHA-256; set it to one of PLAIN",
                        "sasl.mechanism=SCRAM-SHA-256",
                        "sasl.jaas.config=" + SCRAM_LOGIN),
                Mistake.withLogin(
                        SASL_PLAINTEXT,
                        "kafka.sasl.jaas.config names the login module of another mechanism; for kafka.sasl.mechanism"
                                + " SCRAM-SHA-256 it is org.apache.kafka.common.security.scram.ScramLoginModule required",
                        "sasl.mechanism=SCRAM-SHA-256"),
                Mistake.at(
                        SASL_PLAINTEXT,
                        "kafka.sasl.mechanism is GSSAPI (Kerberos) and needs kafka.sasl.kerberos.service.name",
                        "security.protocol=SASL_PLAINTEXT",
                        "sasl.jaas.config=" + PLAIN_LOGIN),
                Mistake.at(
                        SASL_PLAINTEXT,
                        "kafka.sasl.jaas.config is required with kafka.security.protocol SASL_PLAINTEXT: "
                                + "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"NAME\"",
                        "security.protocol=SASL_PLAINTEXT",
                        "sasl.mechanism=PLAIN"),
                Mistake.withLogin(
                        SASL_PLAINTEXT,
                        "kafka.sasl.jaas.config must be one login that ends with a semicolon",
                        "sasl.jaas.config=" + PLAIN_LOGIN.replace(";", "")),
                Mistake.withLogin(
                        SASL_PLAINTEXT,
                        "kafka.sasl.jaas.config must be one login that ends with a semicolon",
                        "sasl.jaas.config=alice s3cr3t"),
                Mistake.withLogin(
                        SASL_PLAINTEXT,
                        "kafka.sasl.jaas.config must be one login that ends with a semicolon",
                        "sasl.jaas.config=s3cr3t required;"),
                Mistake.withLogin(
                        SASL_PLAINTEXT,
                        "kafka.sasl.jaas.config must be one login that ends with a semicolon",
                        "sasl.jaas.config=" + PLAIN_LOGIN.replace("required ", "")),
                Mistake.withLogin(
                        SASL_PLAINTEXT,
                        "kafka.sasl.jaas.config must hold username and password",
                        "sasl.jaas.config=" + PLAIN_LOGIN.replace("username", "user")),
                Mistake.withLogin(
                        SASL_PLAINTEXT,
                        "refuses the login of kafka.sasl.jaas.config: Authentication failed: Invalid username or password",
                        "sasl.jaas.config=" + PLAIN_LOGIN.replace(SecureKafka.PASSWORD, "s3cr3t")));
    }

    private static Stream<Mistake> protocol() {
        String[] both = {"security.protocol=SASL_SSL", "sasl.mechanism=PLAIN", "sasl.jaas.config=" + PLAIN_LOGIN};
        String noTls =
                "does not speak TLS; set kafka.security.protocol to PLAINTEXT, or to SASL_PLAINTEXT for a login (it is ";
        String onlyTls = "speaks TLS; set kafka.security.protocol to SSL, or to SASL_SSL for a login (it is ";
        return Stream.of(
                Mistake.withTls(SASL_SSL, FINE, both),
                Mistake.withTls(
                        SSL,
                        "kafka.security.protocol: invalid value TLS; String must be one of",
                        "security.protocol=TLS"),
                Mistake.withTls(PLAINTEXT, noTls + "SSL)"),
                Mistake.withTls(SASL_PLAINTEXT, noTls + "SSL)"),
                Mistake.withTls(SASL_PLAINTEXT, noTls + "SASL_SSL)", both),
                Mistake.at(SSL, onlyTls + "PLAINTEXT)"),
                Mistake.at(SASL_SSL, onlyTls + "PLAINTEXT)"),
                Mistake.withLogin(SASL_SSL, onlyTls + "SASL_PLAINTEXT)"),
                Mistake.at(
                        SASL_PLAINTEXT,
                        "does not answer; if it asks for a login, set kafka.security.protocol to SASL_PLAINTEXT and kafka.sasl.*"),
                Mistake.withTls(
                        SASL_SSL,
                        "does not answer; if it asks for a login, set kafka.security.protocol to SASL_SSL and kafka.sasl.*"),
                Mistake.withLogin(PLAINTEXT, "asks for no login; set kafka.security.protocol to PLAINTEXT"),
                Mistake.withTls(SSL, "asks for no login; set kafka.security.protocol to SSL", both),
                Mistake.at(PLAINTEXT, "cannot reach Kafka at 127.0.0.1:9", "bootstrap.servers=127.0.0.1:9"));
    }

    @BeforeAll
    void makeThemAll(@TempDir Path directory) throws Exception {
        Path stores = Files.createDirectories(directory.resolve("stores"));
        KeyStores keyStores = new KeyStores(stores);
        Path broker = keyStores.certified("broker", "127.0.0.1");
        Path stranger = keyStores.certified("stranger", "192.0.2.1");
        keyStores.trusting("broker");
        keyStores.trusting("stranger");
        kafka = SecureKafka.start(directory.resolve("kafka"), broker, stranger, KeyStores.PASSWORD);
        waiting = Executors.newFixedThreadPool(TOGETHER);
        mistakes().forEach(mistake -> messages.put(mistake, waiting.submit(() -> message(mistake, stores.toString()))));
    }

    @AfterAll
    void stop() {
        waiting.shutdownNow();
        kafka.close();
    }

    private String message(Mistake mistake, String stores) throws InterruptedException {
        List<String> settings = new ArrayList<>(List.of("kafka.bootstrap.servers=" + kafka.servers(mistake.door())));
        mistake.settings().forEach(setting -> settings.add("kafka." + setting.replace("STORES", stores)));
        Map<String, Object> required = Map.of("model.features", 2, "model.classes", List.of("no", "yes"));
        try {
            Topics.createMissing(Keys.builder().known(required).set(settings).build(), Map.of());
            return FINE;
        } catch (ConfigException e) {
            return e.getMessage().replace(stores, "STORES");
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesTheKey(Mistake mistake) throws Exception {
        String message = messages.get(mistake).get();

        if (mistake.message().equals(FINE)) {
            assertThat(message).isEmpty();
        } else {
            assertThat(message)
                    .contains(mistake.message())
                    .doesNotContain("s3cr3t", "wr0ng")
                    .hasLineCount(1);
        }
    }
}
