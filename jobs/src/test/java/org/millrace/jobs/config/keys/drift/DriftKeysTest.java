package org.millrace.jobs.config.keys.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.model.drift.DriftDetector;
import org.millrace.operators.policy.DriftAnswer;
import org.millrace.operators.policy.DriftPolicy;

class DriftKeysTest {

    private static JobConfig config(String... settings) {
        return Keys.builder()
                .known(Map.of(
                        "model.features",
                        64,
                        "model.classes",
                        List.of("no", "yes"),
                        "kafka.bootstrap.servers",
                        "localhost:9092"))
                .set(List.of(settings))
                .build();
    }

    private static DriftPolicy policy(String... settings) {
        return DriftKeys.policy(config(settings));
    }

    @Test
    void byDefaultErrorsAreWatchedAndDriftsReported() {
        DriftPolicy policy = policy();
        DriftDetector detector = policy.forErrors().orElseThrow();
        assertThat(detector.kind()).isEqualTo("adwin");
        assertThat(detector.settings()).containsExactly(0.05);
        assertThat(policy.forFeature()).isEmpty();
        assertThat(policy.answer()).isEqualTo(DriftAnswer.REPORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adwin", "ddm", "eddm", "page-hinkley", "hddm-a", "hddm-w", "kswin"})
    void everyDetectorHasTheKindThatItIsChosenBy(String kind) {
        assertThat(policy("drift.detector=" + kind).forErrors().orElseThrow().kind())
                .isEqualTo(kind);
    }

    @Test
    void settingsReachTheDetector() {
        assertThat(policy("drift.detector=ddm", "drift.ddm-warning=1", "drift.ddm-drift=4")
                        .forErrors()
                        .orElseThrow()
                        .settings())
                .containsExactly(1, 4, 30);
        assertThat(policy("drift.detector=none").forErrors()).isEmpty();
        assertThat(policy("drift.features=true", "drift.features-alpha=0.001")
                        .forFeature()
                        .orElseThrow()
                        .settings())
                .startsWith(0.001, 300, 30);
        DriftPolicy raised = policy("drift.answer=raise-rate", "drift.rate-factor=2", "drift.rate-steps=7");
        assertThat(raised.rateFactor()).isEqualTo(2);
        assertThat(raised.rateSteps()).isEqualTo(7);
    }

    @Test
    void aWarningComesNoLaterThanADrift() {
        assertThatThrownBy(() -> config("drift.ddm-warning=4"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("drift.ddm-warning must be at most drift.ddm-drift, 3.0: 4");
        assertThatThrownBy(() -> config("drift.kswin-window=50"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("drift.kswin-window must be at least twice drift.kswin-sample, 30: 50");
    }

    @Test
    void distancesBetweenErrorsNeedErrors() {
        assertThatThrownBy(() -> config("drift.detector=eddm", "model.task=regression"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("drift.detector needs classification: eddm");
        assertThat(config("drift.detector=hddm-a", "model.task=regression")).isNotNull();
    }
}
