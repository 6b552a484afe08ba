package org.millrace.benchmarks;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.millrace.model.loss.MiniBatch;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** The same network and batch in DL4J's {@code MultiLayerNetwork.fit}. */
final class Dl4j {

    private final MultiLayerNetwork model;
    private final INDArray features;
    private final INDArray labels;

    Dl4j(Network network, OptimizerKind optimizer, MiniBatch batch) {
        int[] widths = network.widths();
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.FLOAT)
                .updater(optimizer.ofDl4j())
                .list();
        for (int layer = 1; layer < widths.length - 1; layer++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(widths[layer - 1])
                    .nOut(widths[layer])
                    .activation(Activation.RELU)
                    .build());
        }
        layers.layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nIn(widths[widths.length - 2])
                .nOut(network.outputs())
                .activation(Activation.SOFTMAX)
                .build());
        model = new MultiLayerNetwork(layers.build());
        model.init();
        features = Nd4j.createFromArray(batch.features().toFloats().clone()).reshape(batch.rows(), batch.columns());
        labels = Nd4j.zeros(DataType.FLOAT, batch.rows(), network.outputs());
        for (int row = 0; row < batch.rows(); row++) {
            labels.putScalar(row, batch.labels()[row], 1f);
        }
    }

    void step() {
        model.fit(features, labels);
    }
}
