package org.millrace.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.FlinkKeys;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.Keys;

class ExamplesTest {

    @ParameterizedTest
    @ValueSource(strings = {"passes", "live"})
    void everyExampleIsAConfigurationThatTheJobTakes(String name) {
        JobConfig config = Keys.builder()
                .file(Path.of("src/examples", name + ".yaml"))
                .environment(Map.of("KAFKA_LOGIN", "secret"))
                .build();

        assertThat(config.get(KafkaKeys.SOURCE_MODE).name()).isEqualToIgnoringCase(name);
        assertThat(config.get(FlinkKeys.CHECKPOINT_DIRECTORY)).isNotEmpty();
    }
}
