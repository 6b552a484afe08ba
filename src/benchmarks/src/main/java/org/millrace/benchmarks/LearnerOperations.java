package org.millrace.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.millrace.model.Learner;
import org.millrace.model.LearnerState;
import org.millrace.model.StepReport;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.MiniBatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time, and with {@code -prof gc} garbage, of what a learner does. After {@code mvn package}, in this module's directory:
 *
 * <pre>{@code
 * java -cp 'target/millrace-benchmarks.jar:target/lib/*' org.openjdk.jmh.Main LearnerOperations.step \
 *     -p network=784-128-10 -p batch=1,64 -p optimizer=SGD,ADAM -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xbatch")
public class LearnerOperations {

    @Param({"20-32-2", "784-128-10", "784-1024-1024-10"})
    String network;

    @Param({"1", "8", "32", "64", "256", "1024"})
    int batch;

    @Param({"SGD", "ADAM"})
    OptimizerKind optimizer;

    private Learner learner;
    private LearnerState state;
    private Floor floor;
    private MiniBatch examples;
    private Evaluation prequential;
    private byte[] snapshot;

    @Setup
    public void prepare() throws IOException {
        Network named = new Network(network);
        learner = new Learner(LearnerBenchmark.settings(named, optimizer));
        state = learner.initialState();
        floor = new Floor(named, batch);
        examples = named.batch(batch, 1);
        prequential = new Evaluation(named.outputs());
        snapshot = snapshot();
    }

    @TearDown
    public void close() {
        learner.close();
        state.close();
        floor.close();
    }

    @Benchmark
    public StepReport step() {
        return learner.learn(state, examples, prequential);
    }

    @Benchmark
    public void productsAlone() {
        floor.step();
    }

    @Benchmark
    public float[] predict() {
        return learner.predict(state, examples.features(), examples.rows());
    }

    @Benchmark
    public byte[] snapshot() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Benchmark
    public long restore() throws IOException {
        try (LearnerState restored = LearnerState.read(new DataInputStream(new ByteArrayInputStream(snapshot)))) {
            return restored.step();
        }
    }
}
