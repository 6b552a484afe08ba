package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.millrace.model.format.Coded;
import org.millrace.model.loss.Task;
import org.millrace.model.network.Activation;
import org.millrace.model.scaling.Scaling;

/** Codes are written into state: a code that is listed here may never change, a new constant gets a new one. */
class CodesTest {

    @Test
    void activationsKeepTheirCodes() {
        assertThat(Activation.values())
                .extracting(Coded::code)
                .containsExactlyInAnyOrder(
                        "relu", "leaky-relu", "elu", "gelu", "sigmoid", "tanh", "softplus", "swish", "identity");
        for (Activation activation : Activation.values()) {
            assertThat(Activation.ofCode(activation.code())).isEqualTo(activation);
        }
    }

    @Test
    void scalingsKeepTheirCodes() {
        assertThat(Scaling.values())
                .extracting(Coded::code)
                .containsExactlyInAnyOrder("none", "standardize", "min-max");
        for (Scaling scaling : Scaling.values()) {
            assertThat(Scaling.ofCode(scaling.code())).isEqualTo(scaling);
        }
    }

    @Test
    void tasksKeepTheirCodes() {
        assertThat(Task.values())
                .extracting(Coded::code)
                .containsExactlyInAnyOrder("classification", "multi-label", "regression");
        for (Task task : Task.values()) {
            assertThat(Task.ofCode(task.code())).isEqualTo(task);
        }
    }

    @Test
    void saysWhichCodeIsUnknown() {
        assertThatThrownBy(() -> Task.ofCode("ranking"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown task: ranking");
    }
}
