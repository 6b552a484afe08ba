package org.millrace.operators.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.millrace.model.LearnerSettings;
import org.millrace.model.evaluation.Horizons;
import org.millrace.operators.metrics.CapturedMetrics;
import org.millrace.operators.metrics.Meter;
import org.millrace.operators.policy.DriftPolicy;
import org.millrace.operators.policy.TrainingOrder;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Drift;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.schema.ExampleSchema;

/** A task of {@link Train} between two restarts, with what it shows. */
final class MeteredTask implements AutoCloseable {

    static final List<String> CLASSES = List.of("below", "above");
    static final long NOW = 60_000;

    final CapturedMetrics metrics = new CapturedMetrics();
    private final String id;
    private final MockEnvironment environment =
            new MockEnvironmentBuilder().setMetricGroup(metrics.task()).build();
    final KeyedOneInputStreamOperatorTestHarness<String, TrainElement, EvaluationRecord> harness;

    MeteredTask(LearnerSettings settings, List<String> outputs) throws Exception {
        this(settings, outputs, "");
    }

    MeteredTask(LearnerSettings settings, List<String> outputs, String reset) throws Exception {
        this(settings, outputs, TrainRuns.run(reset));
    }

    MeteredTask(LearnerSettings settings, List<String> outputs, DriftPolicy drift) throws Exception {
        this(settings, TrainRuns.schema(settings, outputs), TrainRuns.run(""), drift);
    }

    MeteredTask(LearnerSettings settings, List<String> outputs, Run run) throws Exception {
        this(settings, TrainRuns.schema(settings, outputs), run);
    }

    MeteredTask(LearnerSettings settings, ExampleSchema schema, Run run) throws Exception {
        this(settings, schema, run, TrainDriftTest.POLICY);
    }

    private MeteredTask(LearnerSettings settings, ExampleSchema schema, Run run, DriftPolicy drift) throws Exception {
        this(new TrainSettings(
                ModelSettings.of(settings).withDrift(drift), schema, TrainingOrder.ARRIVAL, 0, Horizons.DEFAULT, run));
    }

    MeteredTask(TrainSettings settings) throws Exception {
        id = settings.run().id();
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new Train(settings)),
                unused -> "mill",
                BasicTypeInfo.STRING_TYPE_INFO,
                environment);
        harness.setProcessingTime(NOW);
    }

    /** A new task of the usual run. */
    static MeteredTask start() throws Exception {
        return new MeteredTask(TrainRuns.SETTINGS, CLASSES).open();
    }

    MeteredTask open() throws Exception {
        harness.open();
        return this;
    }

    MeteredTask restore(OperatorSubtaskState snapshot) throws Exception {
        harness.initializeState(snapshot);
        return open();
    }

    MeteredTask feed(List<TrainElement> elements) throws Exception {
        for (TrainElement element : elements) {
            harness.processElement(new StreamRecord<>(element));
        }
        return this;
    }

    List<EvaluationRecord> records() {
        return harness.extractOutputValues();
    }

    /** The last record of a kind. */
    EvaluationRecord last(Kind kind) {
        return records().stream()
                .filter(record -> record.kind() == kind)
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    /** The last drift of a kind. */
    Drift lastDrift(Predicate<Drift> wanted) {
        return records().stream()
                .flatMap(record -> record.drift().stream())
                .filter(wanted)
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    double figure(Meter meter, String labels) {
        Double figure = metrics.figures().get(meter.registeredName() + "{model=mill,run=" + id + labels + "}");
        assertThat(figure).as(meter + labels).isNotNull();
        return figure;
    }

    long count(Meter counter, String labels) {
        return (long) figure(counter, labels);
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        metrics.figures().keySet().forEach(name -> names.add(name.substring(0, name.indexOf('{'))));
        return names;
    }

    @Override
    public void close() throws Exception {
        harness.close();
        environment.close();
    }
}
