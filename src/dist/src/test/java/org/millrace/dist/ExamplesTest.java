package org.millrace.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.FeatureKeys;
import org.millrace.jobs.config.keys.FlinkKeys;
import org.millrace.jobs.config.keys.HoldOutKeys;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.config.keys.QuickstartKeys;

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

    @Test
    void theOneOfElectricityHoldsNothingOut() {
        JobConfig config =
                Keys.builder().file(Path.of("src/examples/electricity.yaml")).build();

        assertThat(FeatureKeys.schema(config).columns()).isEqualTo(6);
        assertThat(config.get(HoldOutKeys.VALIDATION_WINDOW)).isZero();
        assertThat(config.get(HoldOutKeys.TEST_FRACTION)).isZero();
        assertThat(config.get(QuickstartKeys.SHUFFLE)).isFalse();
    }
}
