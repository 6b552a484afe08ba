package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DenseNetworkTest {

    @Test
    void hasViewsOfEveryLayerInOneVector() {
        Architecture architecture = Architecture.of(2, Activation.RELU, 2, 3);
        try (DenseNetwork network = new DenseNetwork(architecture)) {
            float[] counting = new float[17];
            for (int i = 0; i < counting.length; i++) {
                counting[i] = i;
            }
            network.parameters().put(0, counting, 0, counting.length);
            assertThat(network.weightView(0).toFloatMatrix()).isDeepEqualTo(new float[][] {{0, 1, 2}, {3, 4, 5}});
            assertThat(network.biasView(0).toFloatVector()).containsExactly(6, 7, 8);
            assertThat(network.weightView(1).toFloatMatrix())
                    .isDeepEqualTo(new float[][] {{9, 10}, {11, 12}, {13, 14}});
            assertThat(network.biasView(1).toFloatVector()).containsExactly(15, 16);
            network.weightView(1).putScalar(0, 1, 100);
            network.parameters().get(0, counting, 0, counting.length);
            assertThat(counting[10]).isEqualTo(100);
        }
    }

    @Test
    void countsItsParameters() {
        assertThat(Architecture.of(784, Activation.RELU, 10, 128).parameterCount())
                .isEqualTo(101_770);
        assertThat(new Architecture(6, List.of(), 3).parameterCount()).isEqualTo(21);
        assertThat(Architecture.of(784, Activation.RELU, 10, 128)).hasToString("784-128(relu)-10");
    }
}
