package org.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.MeanSquaredError;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.network.Activation;
import org.millrace.model.network.Architecture;
import org.millrace.model.scaling.ScalingSettings;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The model as a library beside other ND4J code. */
class LibraryUseTest {

    private static final Path SOURCE = Path.of("src/main/java/org/millrace/model/Learner.java");

    @Test
    void theExampleInTheJavadocOfLearnerRuns(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("Example.java");
        Files.writeString(
                file,
                "import org.millrace.model.*;\nimport org.millrace.model.evaluation.*;\n"
                        + "import org.millrace.model.loss.*;\nimport org.millrace.model.network.*;\n"
                        + "import org.millrace.model.optimizer.*;\nimport org.nd4j.linalg.api.ndarray.*;\n"
                        + "import org.nd4j.linalg.factory.*;\n"
                        + "public class Example {\n    public static void main(String[] arguments) {\n"
                        + example() + "\n    }\n}\n");
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        errors,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        directory.toString(),
                        file.toString());
        assertThat(result).as(errors.toString(StandardCharsets.UTF_8)).isZero();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader())) {
            assertThat(printed(loader.loadClass("Example"))).containsPattern("\\[ *0, *1, *1, *0]$");
        }
    }

    private static String example() throws IOException {
        String source = Files.readString(SOURCE);
        String start = "<pre>{@code\n";
        int from = source.indexOf(start) + start.length();
        return source.substring(from, source.indexOf(" * }</pre>", from))
                .lines()
                .map(line -> line.substring(" *".length()))
                .collect(Collectors.joining("\n"));
    }

    private static String printed(Class<?> example) throws ReflectiveOperationException {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            example.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void weightsAndBiasesAreViewsOfTheModel() {
        LearnerSettings settings = LearnerSettings.of(Architecture.of(3, Activation.TANH, 2, 4))
                .withLoss(new MeanSquaredError())
                .withScaling(ScalingSettings.NONE);
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState()) {
            INDArray x = Nd4j.createFromArray(new double[][] {{1, 2, 3}, {-1, 0.5, 0}});
            MiniBatch batch = MiniBatch.ofTargets(x, Nd4j.createFromArray(new double[][] {{1, 0}, {0, 1}}));
            INDArray weights = state.weights(0);
            assertThat(weights.shape()).containsExactly(3, 4);
            assertThat(state.biases(0).shape()).containsExactly(4);
            assertThat(state.weights(1).shape()).containsExactly(4, 2);
            assertThat(state.biases(1).shape()).containsExactly(2);

            INDArray before = weights.dup();
            learner.learn(state, batch, new Evaluation(settings.loss().task(), 2));
            assertThat(weights.equals(before)).isFalse();

            state.biases(1).putScalar(0, 5);
            INDArray features = x.castTo(DataType.FLOAT);
            INDArray hidden = Transforms.tanh(features.mmul(weights).addiRowVector(state.biases(0)));
            INDArray expected = hidden.mmul(state.weights(1)).addiRowVector(state.biases(1));
            INDArray predicted = learner.predict(state, x);
            assertThat(predicted.shape()).containsExactly(2, 2);
            assertThat(predicted.equalsWithEps(expected, 1e-5)).isTrue();
            assertThat(predicted.getFloat(0, 0)).isCloseTo(learner.predict(state, batch.features(), 2)[0], within(0f));
        }
    }

    @Test
    void takesArraysOfAnyOrderAndType() {
        INDArray features =
                Nd4j.createFromArray(new int[][] {{1, 2}, {3, 4}, {5, 6}}).transpose();
        MiniBatch batch = MiniBatch.ofLabels(features, Nd4j.createFromArray(2.0, 0.0));
        assertThat(batch.rows()).isEqualTo(2);
        assertThat(batch.columns()).isEqualTo(3);
        assertThat(batch.features().toFloats()).containsExactly(1, 3, 5, 2, 4, 6);
        assertThat(batch.labels()).containsExactly(2, 0);
    }

    @Test
    void refusesArraysThatDoNotFit() {
        INDArray matrix = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}});
        assertThatThrownBy(() -> MiniBatch.ofLabels(matrix, Nd4j.createFromArray(0.5, 1.0)))
                .hasMessage("labels must be whole numbers: 0.5");
        assertThatThrownBy(() -> MiniBatch.ofLabels(matrix, matrix)).hasMessage("labels must be an array of rank 1: 2");
        assertThatThrownBy(() -> MiniBatch.ofTargets(matrix, Nd4j.createFromArray(new float[][] {{1}})))
                .hasMessage("targets must have one row per example: 1");
        try (Learner learner = new Learner(LearnerSettings.of(Architecture.of(3, Activation.TANH, 2, 4)));
                LearnerState state = learner.initialState()) {
            assertThatThrownBy(() -> learner.predict(state, matrix)).hasMessage("features must have 3 columns: 2");
            assertThatThrownBy(() -> state.weights(2)).isInstanceOf(IndexOutOfBoundsException.class);
            state.close();
            assertThatThrownBy(() -> state.weights(0)).isInstanceOf(IllegalStateException.class);
        }
    }
}
