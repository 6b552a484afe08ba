package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.BinaryCrossEntropy;
import org.millrace.model.loss.ClassWeights;
import org.millrace.model.loss.Huber;
import org.millrace.model.loss.Loss;
import org.millrace.model.loss.MeanAbsoluteError;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.SoftmaxCrossEntropy;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.DenseNetwork;
import org.millrace.model.network.Layer;
import org.millrace.model.optimizer.AdaGrad;
import org.millrace.model.optimizer.Adam;
import org.millrace.model.optimizer.AdamW;
import org.millrace.model.optimizer.Clipping;
import org.millrace.model.optimizer.Momentum;
import org.millrace.model.optimizer.Nesterov;
import org.millrace.model.optimizer.Regularization;
import org.millrace.model.optimizer.RmsProp;
import org.millrace.model.optimizer.Sgd;
import org.millrace.model.scaling.ScalingSettings;

/** Small networks must learn, step by step, what PyTorch's float64 learned. */
class NetworkReferenceTest {

    private static final double LOSS_TOLERANCE = 1e-5;
    private static final double PARAMETER_TOLERANCE = 1e-4;

    /** Every case that must run; a case that is lost from the file or from the support fails {@link #runsEveryCase}. */
    private static final Set<String> CASES = Set.of(
            "optimizer/sgd",
            "optimizer/momentum",
            "optimizer/nesterov",
            "optimizer/sgd_l2",
            "optimizer/adagrad",
            "optimizer/rmsprop",
            "optimizer/adam",
            "optimizer/adamw",
            "activation/identity",
            "activation/relu",
            "activation/leaky_relu",
            "activation/elu",
            "activation/gelu",
            "activation/sigmoid",
            "activation/tanh",
            "activation/softplus",
            "activation/swish",
            "loss/softmax_cross_entropy",
            "loss/binary_cross_entropy",
            "loss/mse",
            "loss/mae",
            "loss/huber",
            "shape/no_hidden_layer",
            "shape/three_hidden_layers",
            "shape/batch_of_one",
            "clip/global_norm",
            "loss/label_smoothing",
            "loss/class_weights");

    @Test
    void runsEveryCase() {
        Set<String> present = Reference.cases("networks.json").stream()
                .map(reference -> reference.get("name").asText())
                .collect(Collectors.toSet());
        assertThat(present).containsAll(CASES);
    }

    @TestFactory
    Stream<DynamicTest> learnsWhatTheReferenceLearns() {
        return Reference.cases("networks.json").stream()
                .filter(reference -> CASES.contains(reference.get("name").asText()))
                .map(reference -> DynamicTest.dynamicTest(reference.get("name").asText(), () -> check(reference)));
    }

    private static void check(JsonNode reference) {
        LearnerSettings settings = settings(reference);
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState()) {
            setParameters(state, reference.get("initial"));
            int number = 0;
            for (JsonNode step : reference.get("steps")) {
                String where = "step " + ++number;
                MiniBatch batch = batch(step);
                assertOutputs(learner, state, batch, step, where);
                StepReport report = learner.learn(
                        state,
                        batch,
                        new Evaluation(
                                settings.loss().task(), settings.architecture().outputs()));
                double loss = step.get("loss").asDouble();
                assertThat(report.loss()).as(where).isCloseTo(loss, within(LOSS_TOLERANCE * Math.abs(loss)));
                double norm = step.get("gradient_global_norm").asDouble();
                if (!Double.isNaN(report.gradientNorm())) {
                    assertThat(report.gradientNorm()).as(where).isCloseTo(norm, within(PARAMETER_TOLERANCE * norm));
                }
                assertParameters(state, step.get("after"), where);
            }
            assertThat(state.step()).isEqualTo(number);
        }
    }

    private static LearnerSettings settings(JsonNode reference) {
        int[] sizes = Reference.integers(reference.get("sizes"));
        Activation activation =
                Activation.valueOf(reference.get("hidden_activation").asText().toUpperCase(Locale.ROOT));
        List<Layer> hidden = IntStream.range(1, sizes.length - 1)
                .mapToObj(i -> new Layer(sizes[i], activation))
                .toList();
        LearnerSettings settings = LearnerSettings.of(new Architecture(sizes[0], hidden, sizes[sizes.length - 1]))
                .withScaling(ScalingSettings.NONE)
                .withClipping(new Clipping(reference.get("clip_global_norm").asDouble(0), 0))
                .withLoss(loss(reference));
        return switch (reference.get("optimizer").asText()) {
            case "sgd" -> settings.withOptimizer(new Sgd()).withLearningRate(0.1);
            case "momentum" -> settings.withOptimizer(new Momentum(0.9)).withLearningRate(0.05);
            case "nesterov" -> settings.withOptimizer(new Nesterov(0.9)).withLearningRate(0.05);
            case "sgd_l2" ->
                settings.withRegularization(Regularization.NONE.withL2(0.01)).withLearningRate(0.1);
            case "adagrad" -> settings.withOptimizer(new AdaGrad(1e-10)).withLearningRate(0.05);
            case "rmsprop" -> settings.withOptimizer(new RmsProp(0.99, 1e-8)).withLearningRate(0.01);
            case "adamw" ->
                settings.withOptimizer(new AdamW(0.9, 0.999, 1e-8, 0.01)).withLearningRate(0.01);
            case "adam" -> settings.withOptimizer(new Adam(0.9, 0.999, 1e-8)).withLearningRate(0.01);
            default -> throw new AssertionError(reference.get("optimizer"));
        };
    }

    private static Loss loss(JsonNode reference) {
        JsonNode weights = reference.get("class_weights");
        return switch (reference.get("loss").asText()) {
            case "softmax_cross_entropy" ->
                new SoftmaxCrossEntropy(
                        reference.get("label_smoothing").asDouble(),
                        weights.isNull() ? ClassWeights.NONE : ClassWeights.of(Reference.numbers(weights)));
            case "binary_cross_entropy" -> new BinaryCrossEntropy();
            case "mse" -> new MeanSquaredError();
            case "mae" -> new MeanAbsoluteError();
            case "huber" -> new Huber(1);
            default -> throw new AssertionError(reference.get("loss"));
        };
    }

    private static MiniBatch batch(JsonNode step) {
        int rows = step.get("X").size();
        if (step.get("y").get(0).isArray()) {
            return MiniBatch.ofTargets(
                    rows, step.get("X").get(0).size(), Reference.flat(step.get("X")), Reference.flat(step.get("y")));
        }
        return new MiniBatch(
                rows, step.get("X").get(0).size(), Reference.flat(step.get("X")), Reference.integers(step.get("y")));
    }

    private static void setParameters(LearnerState state, JsonNode layers) {
        DenseNetwork network = state.network();
        for (int layer = 0; layer < layers.size(); layer++) {
            float[] weights = Reference.flat(layers.get(layer).get("W"));
            float[] biases = Reference.flat(layers.get(layer).get("b"));
            network.parameters().put(network.weightOffset(layer), weights, 0, weights.length);
            network.parameters().put(network.biasOffset(layer), biases, 0, biases.length);
        }
    }

    private static void assertOutputs(
            Learner learner, LearnerState state, MiniBatch batch, JsonNode step, String where) {
        float[] logits = Reference.flat(step.get("outputs"));
        float[] predicted = learner.predict(state, batch.features(), batch.rows());
        int classes = logits.length / batch.rows();
        float[] expected = new float[logits.length];
        for (int row = 0; row < batch.rows(); row++) {
            learner.settings().loss().predict(logits, row * classes, classes, expected, row * classes);
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(predicted[i]).as(where).isCloseTo(expected[i], within(1e-4f));
        }
    }

    private static void assertParameters(LearnerState state, JsonNode layers, String where) {
        DenseNetwork network = state.network();
        for (int layer = 0; layer < layers.size(); layer++) {
            assertClose(network, network.weightOffset(layer), layers.get(layer).get("W"), where + " W" + layer);
            assertClose(network, network.biasOffset(layer), layers.get(layer).get("b"), where + " b" + layer);
        }
    }

    private static void assertClose(DenseNetwork network, int offset, JsonNode expected, String where) {
        float[] wanted = Reference.flat(expected);
        float[] actual = new float[wanted.length];
        network.parameters().get(offset, actual, 0, actual.length);
        for (int i = 0; i < wanted.length; i++) {
            double tolerance = PARAMETER_TOLERANCE * Math.max(1, Math.abs(wanted[i]));
            assertThat((double) actual[i]).as(where + "[" + i + "]").isCloseTo(wanted[i], within(tolerance));
        }
    }
}
