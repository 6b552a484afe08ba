package org.millrace.jobs.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.jobs.config.ConfigException;

class PrometheusProgramTest {

    private static final Path RULES = Path.of("rules");
    private static final URI METRICS = URI.create("http://localhost:9249/metrics");

    @TempDir
    private Path directory;

    private Path program(String script) throws IOException {
        Path file = Files.writeString(directory.resolve("prometheus"), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void takesTheFirstOnThePath() throws IOException {
        Path binary = program("exit 0");

        PrometheusProgram found =
                PrometheusProgram.find("/no/such/directory" + File.pathSeparator + directory, RULES, 0);

        assertThat(found).isEqualTo(new PrometheusProgram(binary, RULES, 0));
    }

    @Test
    void refusesIfThereIsNone() throws IOException {
        Files.createDirectory(directory.resolve("prometheus"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> PrometheusProgram.find(directory.toString(), RULES, 0))
                .withMessageContaining("no program prometheus on the PATH");
    }

    @Test
    void refusesWhatIsNoPort() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> PrometheusProgram.find("", RULES, 70_000))
                .withMessage("--prometheus must be a port in 0..65535: 70000");
    }

    @Test
    void refusesAPortThatIsInUse() throws IOException {
        Path binary = program("exit 0");
        try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PrometheusProgram program = new PrometheusProgram(binary, RULES, occupied.getLocalPort());

            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> program.start(directory, METRICS))
                    .withMessage(
                            "port " + occupied.getLocalPort() + " is in use; choose another with --prometheus=PORT");
        }
    }

    @Test
    void tellsWhyItEndedAtOnce() throws IOException {
        PrometheusProgram program =
                new PrometheusProgram(program("echo first; echo 'the disk is full' >&2; exit 3"), RULES, 0);

        assertThatIOException()
                .isThrownBy(() -> program.start(directory, METRICS))
                .withMessage("Prometheus ended with 3: the disk is full");
    }
}
