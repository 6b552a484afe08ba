package org.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    private static final int MEGABYTE = 1 << 20;
    private static final int LIMIT = 20 * MEGABYTE;

    @TempDir
    private Path directory;

    @BeforeEach
    void nameTheFile() {
        System.setProperty(
                "millrace.log.file", directory.resolve("millrace.log").toString());
    }

    @AfterEach
    void forgetTheFile() {
        System.clearProperty("millrace.log.file");
    }

    @Test
    void keepsTheLatestAndIsGoneAfterARunThatEndedWell() throws Exception {
        write(2 * LIMIT);

        List<Path> files = files();
        long size = 0;
        for (Path file : files) {
            size += Files.size(file);
        }
        assertThat(files).hasSize(2);
        assertThat(size).isBetween(LIMIT / 2L, LIMIT + (long) MEGABYTE);
        assertThat(LogFile.path()).content().endsWith("the last line\n");

        LogFile.discard();
        assertThat(files()).isEmpty();
    }

    /** Writes as the command line does, whatever the tests do with what they log. */
    private void write(int bytes) {
        URI shipped = Path.of("src/main/resources/log4j2.properties").toUri();
        try (LoggerContext context =
                Configurator.initialize("shipped", getClass().getClassLoader(), shipped)) {
            Logger logger = context.getLogger("org.apache.flink.runtime.taskmanager.Task");
            String line = "x".repeat(1_000);
            for (int written = 0; written < bytes; written += line.length()) {
                logger.warn(line);
            }
            logger.warn("the last line");
        }
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
