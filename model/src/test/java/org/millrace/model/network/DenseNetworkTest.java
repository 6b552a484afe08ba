package org.millrace.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DenseNetworkTest {

    @Test
    void liesInOneVectorLayerAfterLayerWeightsBeforeBiases() {
        try (DenseNetwork network = new DenseNetwork(Architecture.of(2, Activation.RELU, 2, 3))) {
            assertThat(network.parameters().length()).isEqualTo(17);
            assertThat(network.weightOffset(0)).isZero();
            assertThat(network.biasOffset(0)).isEqualTo(6);
            assertThat(network.weightOffset(1)).isEqualTo(9);
            assertThat(network.biasOffset(1)).isEqualTo(15);
            network.weights(1).put(1, 100f);
            float[] values = new float[17];
            network.parameters().get(0, values, 0, 17);
            assertThat(values[10]).isEqualTo(100);
        }
    }

    @Test
    void countsItsParameters() {
        assertThat(Architecture.of(784, Activation.RELU, 10, 128).parameterCount())
                .isEqualTo(101_770);
        assertThat(new Architecture(6, List.of(), 3).parameterCount()).isEqualTo(21);
        assertThat(Architecture.of(784, Activation.RELU, 10, 128)).hasToString("784-128(relu)-10");
        assertThat(Architecture.of(4, Activation.LEAKY_RELU, 2, 3)).hasToString("4-3(leaky-relu)-2");
    }
}
