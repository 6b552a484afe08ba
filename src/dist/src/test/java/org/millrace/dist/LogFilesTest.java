package org.millrace.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the processes of the Flink that is shipped log. */
class LogFilesTest {

    private static final int MEGABYTE = 1 << 20;
    private static final int LIMIT = 110 * MEGABYTE;

    @TempDir
    private Path directory;

    @BeforeEach
    void nameTheFile() {
        System.setProperty("log.file", directory.resolve("taskmanager.log").toString());
    }

    @AfterEach
    void forgetTheFile() {
        System.clearProperty("log.file");
    }

    @Test
    void takeSoMuchOfTheDiskAndNoMore() throws IOException {
        write(LIMIT + LIMIT / 2);

        List<Long> sizes = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                sizes.add(Files.size(file));
            }
        }
        assertThat(sizes).hasSize(11).allMatch(size -> size <= 10 * MEGABYTE + MEGABYTE / 10);
        assertThat(directory.resolve("taskmanager.log")).content().endsWith("the last line\n");
    }

    private static void write(int bytes) {
        try (LoggerContext context = Configurator.initialize(
                "shipped",
                LogFilesTest.class.getClassLoader(),
                Path.of("src/flink/conf/log4j-console.properties").toUri())) {
            Logger logger = context.getRootLogger();
            assertThat(logger.getAppenders()).containsOnlyKeys("console", "file");
            logger.removeAppender(logger.getAppenders().get("console"));
            String line = "x".repeat(10_000);
            for (int written = 0; written < bytes; written += line.length()) {
                logger.info(line);
            }
            logger.info("the last line");
        }
    }
}
