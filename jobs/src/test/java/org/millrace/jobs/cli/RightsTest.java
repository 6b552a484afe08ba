package org.millrace.jobs.cli;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.jobs.Main;
import org.millrace.jobs.kafka.KeyStores;
import org.millrace.jobs.kafka.embedded.SecureKafka;
import org.millrace.jobs.kafka.embedded.SecureKafka.Door;

/** Each command with the rights that src/docs/operations.md lists for it, and no others. The first writes what the others read. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RightsTest {

    private SecureKafka kafka;
    private Admin admin;
    private Path config;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Path certificate = new KeyStores(directory).certified("broker", "127.0.0.1");
        kafka = SecureKafka.start(directory.resolve("kafka"), certificate, certificate, KeyStores.PASSWORD);
        admin = Admin.create(Map.of("bootstrap.servers", kafka.servers(Door.PLAINTEXT)));
        config = Files.writeString(directory.resolve("train.yaml"), """
                model: {name: digits, features: 64, classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]}
                topics: {examples: e, evaluations: v, dead-letters: d}
                metrics: {port: none}
                kafka:
                  bootstrap.servers: "%s"
                  security.protocol: SASL_PLAINTEXT
                  sasl.mechanism: PLAIN
                  sasl.jaas.config: >-
                    org.apache.kafka.common.security.plain.PlainLoginModule required username="%s" password="%s";
                """.formatted(
                        kafka.servers(Door.SASL_PLAINTEXT), SecureKafka.USER, SecureKafka.PASSWORD));
    }

    @AfterAll
    void stop() {
        admin.close();
        kafka.close();
    }

    @AfterEach
    void takeBackAllRights() throws Exception {
        admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
    }

    @Test
    @Order(1)
    void produce() throws Exception {
        grant(ResourceType.TOPIC, "e", CREATE, WRITE);
        grant(ResourceType.TOPIC, "v", CREATE, DESCRIBE);
        grant(ResourceType.TOPIC, "d", CREATE, DESCRIBE);

        assertThat(millrace("produce", "--dataset", "digits")).isZero();
    }

    @Test
    @Order(2)
    void nothingWithoutRights() throws Exception {
        assertThat(millrace("lr-find")).isEqualTo(2);
        assertThat(millrace("train", "--local")).isEqualTo(2);
    }

    @Test
    @Order(2)
    void schema() throws Exception {
        grant(ResourceType.TOPIC, "e", READ);

        assertThat(millrace("schema", "--topic")).isZero();
    }

    @Test
    @Order(2)
    void lrFind() throws Exception {
        grant(ResourceType.TOPIC, "e", READ);

        assertThat(millrace("lr-find", "--examples", "500")).isZero();
    }

    @Test
    @Order(2)
    void train() throws Exception {
        grant(ResourceType.TOPIC, "e", READ);
        grant(ResourceType.TOPIC, "v", READ, WRITE);
        grant(ResourceType.TOPIC, "d", WRITE);

        assertThat(millrace("train", "--local")).isZero();
    }

    @Test
    @Order(2)
    void trainExactlyOnce() throws Exception {
        grant(ResourceType.TOPIC, "e", READ);
        grant(ResourceType.TOPIC, "v", READ, WRITE);
        grant(ResourceType.TOPIC, "d", WRITE);
        grant(ResourceType.TRANSACTIONAL_ID, "millrace-digits-", WRITE);

        assertThat(millrace("train", "--local", "--set", "topics.delivery=exactly-once"))
                .isZero();
    }

    @Test
    @Order(2)
    void deadLetters() throws Exception {
        grant(ResourceType.TOPIC, "e", DESCRIBE);
        grant(ResourceType.TOPIC, "d", READ);
        grant(ResourceType.GROUP, "millrace-digits-replay", READ);
        assertThat(millrace("dead-letters")).isZero();

        grant(ResourceType.TOPIC, "e", WRITE);
        grant(ResourceType.TRANSACTIONAL_ID, "millrace-digits-replay", WRITE);
        assertThat(millrace("dead-letters", "--replay")).isZero();
    }

    /** A name that ends with a hyphen is a prefix. */
    private void grant(ResourceType type, String name, AclOperation... operations) throws Exception {
        PatternType pattern = name.endsWith("-") ? PatternType.PREFIXED : PatternType.LITERAL;
        admin.createAcls(Arrays.stream(operations)
                        .map(operation -> new AclBinding(
                                new ResourcePattern(type, name, pattern),
                                new AccessControlEntry(
                                        "User:" + SecureKafka.USER, "*", operation, AclPermissionType.ALLOW)))
                        .toList())
                .all()
                .get();
    }

    private int millrace(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--config", config.toString()));
        all.addAll(List.of(arguments));
        return Main.run(all.toArray(String[]::new));
    }
}
