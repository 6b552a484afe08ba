package org.millrace.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final String MARK = "<!-- configuration -->\n";

    @Test
    void holdsTheConfigurationTableOfTheCatalogue() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        int start = readme.indexOf(MARK) + MARK.length();
        int end = readme.indexOf(MARK, start);

        assertThat(end).isPositive();
        assertThat(readme.substring(start, end).strip())
                .as("copy ConfigTable.markdown() between the marks")
                .isEqualTo(ConfigTable.markdown().strip());
    }
}
