package org.millrace.endtoend.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardSourceTest {

    private static final Path GRAFANA = Path.of("../../grafana");
    private static final String REWRITE = "millrace.rewrite-documents";

    static List<DashboardSource> sources() throws IOException {
        return DashboardSource.in(GRAFANA.resolve("source"));
    }

    /** With {@code -Dmillrace.rewrite-documents=true} it is written. */
    @ParameterizedTest
    @MethodSource("sources")
    void isWhatGrafanaReads(DashboardSource source) throws IOException {
        Path file = GRAFANA.resolve("dashboards/" + source + ".json");
        if (Boolean.getBoolean(REWRITE)) {
            Files.writeString(file, source.json());
        }
        assertThat(Files.readString(file))
                .as("%s, to be rewritten with -D%s=true (see src/docs/contributing.md)", file, REWRITE)
                .isEqualTo(source.json());
    }
}
