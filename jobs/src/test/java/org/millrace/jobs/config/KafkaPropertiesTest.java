package org.millrace.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.millrace.jobs.config.ConfigFixture.complete;
import static org.millrace.jobs.config.ConfigFixture.completeWith;
import static org.millrace.jobs.config.ConfigFixture.file;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaPropertiesTest {

    private static final String SECRET = "s3cr3t, with: $1 \\ and \"quotes\"";

    @TempDir
    private Path directory;

    @Test
    void passesKeysOnHoweverTheyAreNested() {
        Path file = file(directory, """
                kafka:
                  bootstrap.servers: [a:1, b:2]
                  sasl:
                    mechanism: SCRAM-SHA-512
                    login.callback.handler:
                      class: org.example.Handler
                  ssl.endpoint.identification.algorithm: ""
                kafka.fetch.max.bytes: 1000
                """);

        assertThat(complete().file(file).build().kafkaProperties())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "bootstrap.servers", "a:1,b:2",
                        "sasl.mechanism", "SCRAM-SHA-512",
                        "sasl.login.callback.handler.class", "org.example.Handler",
                        "ssl.endpoint.identification.algorithm", "",
                        "fetch.max.bytes", "1000"));
    }

    @Test
    void fillsInVariablesAndFiles() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), SECRET + "\n");

        JobConfig config = complete()
                .environment(Map.of("USER_NAME", "alice", "SERVERS", "kafka:9092"))
                .file(file(directory, """
                        kafka:
                          bootstrap.servers: ${env:SERVERS}
                          sasl.jaas.config: user="${env:USER_NAME}" password="${file:%s}";
                        """.formatted(secret)))
                .build();

        assertThat(config.kafkaProperties())
                .containsEntry("bootstrap.servers", "kafka:9092")
                .containsEntry("sasl.jaas.config", "user=\"alice\" password=\"" + SECRET + "\";");
    }

    @Test
    void theCommandLineTakesSaslSettingsAsTheyAre() {
        String jaas = "org.example.Module required username=\"a: b\" password=\"{c} # d\";";

        assertThat(completeWith("kafka.sasl.jaas.config=" + jaas).kafkaProperties())
                .containsEntry("sasl.jaas.config", jaas);
    }

    @Test
    void everyCallGivesACopy() {
        JobConfig config = complete().build();

        config.kafkaProperties().setProperty("bootstrap.servers", "elsewhere:1");

        assertThat(config.kafkaProperties()).containsEntry("bootstrap.servers", "localhost:9092");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sasl.jaas.config",
                "ssl.key.password",
                "ssl.keystore.key",
                "ssl.keystore.password",
                "sasl.oauthbearer.client.credentials.client.secret",
                "sasl.oauthbearer.token",
                "basic.auth.credentials.source",
                "basic.auth.user.info"
            })
    void neverPrintsASecret(String key) {
        JobConfig config = completeWith("kafka." + key + "=" + SECRET);

        assertThat(config.redacted()).contains("kafka." + key + ": ****").doesNotContain("s3cr3t");
        assertThat(config).hasToString(config.redacted());
    }

    @Test
    void neverPrintsTheLoginInAUri() {
        JobConfig config = completeWith("flink.checkpoint-directory=s3://key:s3cr3t@bucket/checkpoints");

        assertThat(config.shown()).containsEntry("flink.checkpoint-directory", "s3://****@bucket/checkpoints");
    }

    @Test
    void printsPlaceholdersUnfilled() {
        JobConfig config = complete()
                .environment(Map.of("SITE", "s3cr3t"))
                .set(List.of("kafka.client.id=${env:SITE}"))
                .build();

        assertThat(config.redacted()).contains("kafka.client.id: ${env:SITE}").doesNotContain("s3cr3t");
    }

    @Test
    void anErrorShowsAPlaceholderUnfilled() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> complete()
                        .environment(Map.of("SITE", "s3cr3t"))
                        .set(List.of("kafka.bootstrap.servers=${env:SITE}"))
                        .build())
                .withMessage("kafka.bootstrap.servers must be host:port, host:port, ...: ${env:SITE} (--set)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.sasl.password: \"s3cr3t",
                "kafka.sasl.password: @s3cr3t",
                "kafka.sasl.password: *s3cr3t",
                "kafka.sasl.password: !s3cr3t!x y",
                "kafka.sasl.password: s3cr3t: x",
                "kafka.sasl.password: [s3cr3t",
                "kafka.sasl.password: s3cr3t\nkafka.sasl.password: s3cr3t",
                "kafka.sasl.password: s3cr3t\ntraining.passes: ${file:/nowhere}",
                "kafka.sasl.password: s3cr3t${env:UNSET}"
            })
    void noErrorQuotesASecret(String text) {
        Throwable thrown =
                catchThrowable(() -> complete().file(file(directory, text)).build());

        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(thrown).isInstanceOf(ConfigException.class);
        assertThat(trace.toString()).doesNotContain("s3cr3t");
    }
}
