package org.millrace.operators.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchPolicyTest {

    @Test
    void takesTimesInMilliseconds() {
        assertThat(BatchPolicy.of(8, Optional.of(Duration.ofSeconds(2)), Optional.empty()))
                .isEqualTo(new BatchPolicy(8, 2_000, 0));
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> BatchPolicy.ofSize(0)).hasMessage("batch size must be at least 1: 0");
        assertThatThrownBy(() -> new BatchPolicy(1, -1, 0)).hasMessage("greatest age must not be negative: -1");
        assertThatThrownBy(() -> new BatchPolicy(1, 0, -1)).hasMessage("idle timeout must not be negative: -1");
    }
}
