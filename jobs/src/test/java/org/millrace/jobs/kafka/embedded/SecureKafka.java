package org.millrace.jobs.kafka.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * A Kafka in this process with a listener for each protocol. It knows one user by password, who has
 * no rights until some are granted; who comes without a password may do everything.
 */
public final class SecureKafka implements AutoCloseable {

    public static final String USER = "alice";
    public static final String PASSWORD = "s3cr3t-of-alice";

    /** Where it can be reached, each at a port of its own. */
    public enum Door {
        PLAINTEXT(SecurityProtocol.PLAINTEXT),
        SSL(SecurityProtocol.SSL),
        SASL_PLAINTEXT(SecurityProtocol.SASL_PLAINTEXT),
        SASL_SSL(SecurityProtocol.SASL_SSL),
        /** TLS that asks for a certificate of the client, too. */
        MUTUAL(SecurityProtocol.SSL),
        /** TLS with the certificate of another machine. */
        MISNAMED(SecurityProtocol.SSL);

        private final SecurityProtocol protocol;

        Door(SecurityProtocol protocol) {
            this.protocol = protocol;
        }
    }

    private final Map<Door, Integer> ports;
    private final KafkaNode node;

    private SecureKafka(Map<Door, Integer> ports, KafkaNode node) {
        this.ports = ports;
        this.node = node;
    }

    /**
     * Starts it.
     *
     * @param own PKCS 12 store of the certificate that it shows
     * @param misnamed of the one at {@link Door#MISNAMED}
     * @param password of both
     */
    public static SecureKafka start(Path directory, Path own, Path misnamed, String password) throws IOException {
        ExitGuard.install();
        try (BoundSockets sockets = new BoundSockets()) {
            Map<Door, Integer> ports = new EnumMap<>(Door.class);
            for (Door door : Door.values()) {
                ports.put(door, sockets.bind(door.name(), 0));
            }
            int controllerPort = sockets.bind(BrokerProperties.CONTROLLER_LISTENER, 0);
            Path records = Files.createDirectories(directory);
            Properties settings = BrokerProperties.of(records, ports.get(Door.PLAINTEXT), controllerPort);
            addListeners(settings, ports, controllerPort);
            addCertificates(settings, own, misnamed, password);
            addUser(settings);
            StorageDirectory.format(records);
            return new SecureKafka(ports, KafkaNode.start(KafkaConfig.fromProps(settings, false), sockets));
        }
    }

    private static void addListeners(Properties settings, Map<Door, Integer> ports, int controllerPort) {
        String controller = BrokerProperties.CONTROLLER_LISTENER;
        String listeners = list(door -> door + "://" + BrokerProperties.LOOPBACK + ":" + ports.get(door));
        settings.setProperty("advertised.listeners", listeners);
        settings.setProperty(
                "listeners", listeners + "," + controller + "://" + BrokerProperties.LOOPBACK + ":" + controllerPort);
        settings.setProperty("inter.broker.listener.name", Door.PLAINTEXT.name());
        settings.setProperty(
                "listener.security.protocol.map",
                list(door -> door + ":" + door.protocol) + "," + controller + ":PLAINTEXT");
    }

    private static String list(Function<Door, String> entry) {
        return Stream.of(Door.values()).map(entry).collect(Collectors.joining(","));
    }

    private static void addCertificates(Properties settings, Path own, Path misnamed, String password) {
        settings.setProperty("ssl.keystore.type", "PKCS12");
        settings.setProperty("ssl.keystore.location", own.toString());
        settings.setProperty("ssl.keystore.password", password);
        settings.setProperty("listener.name.mutual.ssl.client.auth", "required");
        settings.setProperty("listener.name.misnamed.ssl.keystore.type", "PKCS12");
        settings.setProperty("listener.name.misnamed.ssl.keystore.location", misnamed.toString());
        settings.setProperty("listener.name.misnamed.ssl.keystore.password", password);
    }

    private static void addUser(Properties settings) {
        String login = "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
                .formatted(USER, PASSWORD);
        settings.setProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.setProperty("super.users", "User:ANONYMOUS");
        settings.setProperty("sasl.enabled.mechanisms", "PLAIN");
        settings.setProperty("listener.name.sasl_plaintext.plain.sasl.jaas.config", login);
        settings.setProperty("listener.name.sasl_ssl.plain.sasl.jaas.config", login);
    }

    /** What clients need to find a door: {@code 127.0.0.1:port}. */
    public String servers(Door door) {
        return BrokerProperties.LOOPBACK + ":" + ports.get(door);
    }

    @Override
    public void close() {
        node.close();
    }
}
