package org.millrace.operators.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.math.Features;
import org.millrace.operators.format.EvaluationJson;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.Ledger;
import org.millrace.operators.record.LostRecords;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Reading;
import org.millrace.operators.record.Scores;
import org.millrace.operators.record.Split;

class SerializersTest {

    private static final Place PLACE = new Place("exämples", 3, 1L << 40);
    private static final RawRecord RECORD = new RawRecord(
            new Reading(Phase.LIVE, 2, 1.25),
            PLACE,
            12_345,
            null,
            ByteBuffer.wrap("value".getBytes(UTF_8)),
            List.of(new RawRecord.Header("h", null), new RawRecord.Header("h", new byte[] {1})));
    private static final EndOfPass END =
            new EndOfPass(Phase.TRAINING, 4, "examples", 5, 6, true, new ReadTally(7, 8, 9));

    @Test
    void everyElementSurvivesTheWire() throws IOException {
        survives(Types.SOURCE_ELEMENT, RECORD, END, new LostRecords("exämples", 3, 1L << 40, 1L << 41));
        survives(
                Types.TRAIN_ELEMENT,
                new ExampleBatch(
                        Split.TEST,
                        Reading.LIVE,
                        PLACE,
                        77,
                        88,
                        99,
                        new MiniBatch(2, 3, new float[] {1, 2, 3, 4, 5, 6}, new int[] {0, 9}),
                        new ReadTally(2, 1, 1L << 40)),
                new ExampleBatch(
                        Split.TRAINING,
                        new Reading(Phase.TRAINING, 2, 1.75),
                        PLACE,
                        77,
                        88,
                        99,
                        MiniBatch.ofTargets(2, 1, new float[] {1, 2}, new float[] {0, 1, 1, 0.5f}),
                        ReadTally.NONE),
                new ExampleBatch(
                        Split.VALIDATION,
                        Reading.LIVE,
                        PLACE,
                        77,
                        88,
                        99,
                        new MiniBatch(
                                1,
                                3,
                                new Features.Bytes(new byte[] {0, 1, (byte) 255}, 0.5f),
                                new int[] {1},
                                new float[0]),
                        ReadTally.NONE),
                new ExampleBatch(
                        Split.TRAINING,
                        Reading.LIVE,
                        PLACE,
                        77,
                        88,
                        99,
                        new MiniBatch(
                                2,
                                2,
                                new Features.Doubles(new double[] {1e300, 0, Double.NaN, 1}, List.of("", "größe")),
                                new int[] {1, 0},
                                new float[0],
                                new float[] {0, 2.5f}),
                        ReadTally.NONE),
                new ExampleBatch(
                        Split.TRAINING,
                        Reading.LIVE,
                        PLACE,
                        77,
                        88,
                        99,
                        new MiniBatch(2, 1, new float[] {1, 2}, new int[] {1, 0}).weighing(1, 2),
                        ReadTally.NONE,
                        List.of("größe", "7")),
                END);
        survives(Types.DEAD_LETTER, new DeadLetter(RECORD, DeadLetter.Reason.MALFORMED, "x".repeat(100_000)));
        survives(Types.EVALUATION, evaluation(Optional.empty()), evaluation(Optional.of(digest())), drift());
    }

    private static EvaluationRecord drift() {
        EvaluationRecord record = evaluation(Optional.empty());
        return new EvaluationRecord(
                new EvaluationRecord.Subject(
                        EvaluationRecord.Kind.DRIFT,
                        "digits",
                        3,
                        Optional.of(new EvaluationRecord.Range("examples", 1, 20, 30)),
                        Optional.of(new EvaluationRecord.Drift(3, 4, "kswin", Optional.of(5), Optional.of("report")))),
                record.timestamp(),
                record.learner(),
                Optional.empty(),
                Optional.empty(),
                record.ledger(),
                Optional.empty());
    }

    @Test
    void figuresThatAreNotFiniteBecomeNaN() throws IOException {
        EvaluationRecord read = roundTrip(Types.EVALUATION, evaluation(Optional.empty()));

        assertThat(read.learner().gradientNorm()).isNaN();
    }

    @Test
    void scoresOfARegressionSurviveWithoutTheFiguresOfAClassification() throws IOException {
        Scores scores = new Scores(3, 0.5, Double.NaN, Double.NaN, Optional.empty(), 0.25, 0.75, 0.9);
        EvaluationRecord record = evaluation(Optional.empty());
        EvaluationRecord regression = new EvaluationRecord(
                record.subject(),
                record.timestamp(),
                record.learner(),
                Optional.of(scores),
                record.heldOut(),
                record.ledger(),
                record.network());

        survives(Types.EVALUATION, regression);
        assertThat(new String(EvaluationJson.write(regression), UTF_8))
                .contains("\"training\":{\"examples\":3,\"loss\":0.5,\"mae\":0.25,\"rmse\":0.75,\"r2\":0.9}");
    }

    private static EvaluationRecord evaluation(Optional<EvaluationRecord.NetworkDigest> network) {
        return new EvaluationRecord(
                new EvaluationRecord.Subject(
                        EvaluationRecord.Kind.PASS,
                        "digits",
                        3,
                        Optional.of(new EvaluationRecord.Range("examples", 1, 20, 30))),
                1_000,
                new EvaluationRecord.LearnerStatus(17, 1, 0.1, Double.NaN),
                Optional.of(new Scores(3, 1.0 / 3, 2.0 / 3, 0.1, ConfusionMatrix.of(new long[][] {{1, 1}, {0, 1}}))),
                Optional.empty(),
                new Ledger(10, 6, 2, 1, 1),
                network);
    }

    private static EvaluationRecord.NetworkDigest digest() {
        return new EvaluationRecord.NetworkDigest(4_810, 17, "ab".repeat(32));
    }

    @SafeVarargs
    private static <T> void survives(TypeInformation<T> type, T... elements) throws IOException {
        for (T element : elements) {
            assertThat(roundTrip(type, element))
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .isEqualTo(element);
        }
    }

    private static <T> T roundTrip(TypeInformation<T> type, T element) throws IOException {
        TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(element, out);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        T read = serializer.deserialize(in);
        TypeSerializerSnapshot<T> snapshot =
                TypeSerializerSnapshot.readVersionedSnapshot(in, SerializersTest.class.getClassLoader());

        assertThat(snapshot.restoreSerializer()).isEqualTo(serializer);
        assertThat(in.available()).isZero();
        return read;
    }

    /** Savepoints hold these names for ever; a serializer may move and be renamed, its name may not. */
    @Test
    void everySerializerIsFoundByANameThatNeverChanges() {
        Map<String, String> names = new TreeMap<>();
        for (ValueSerializer<?> serializer : ServiceLoader.load(ValueSerializer.class)) {
            names.put(serializer.name(), serializer.getClass().getSimpleName());
        }

        assertThat(names)
                .containsOnlyKeys(
                        "best-network",
                        "dead-letter",
                        "discovered-classes",
                        "drift-watch",
                        "evaluation",
                        "learner",
                        "partition",
                        "previous-values",
                        "rehearsal-buffer",
                        "source-element",
                        "train-element",
                        "train-progress");
        assertThat(SerializerSnapshot.class.getName()).isEqualTo("org.millrace.operators.state.SerializerSnapshot");
    }

    @Test
    void saysWhichNameInASavepointIsUnknown() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF("crystal-ball");
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

        assertThatThrownBy(() -> new SerializerSnapshot<>()
                        .readSnapshot(1, in, getClass().getClassLoader()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the savepoint holds \"crystal-ball\", which is unknown to this Millrace: restore it with the"
                                + " version that wrote it or a newer one");
    }

    @Test
    void noSerializerTakesOverTheStateOfAnother() {
        assertThat(Types.TRAIN_ELEMENT
                        .createSerializer(new SerializerConfigImpl())
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(cast(LearnerStateSerializer.INSTANCE.snapshotConfiguration()))
                        .isIncompatible())
                .isTrue();
    }

    @SuppressWarnings("unchecked") // As when Flink reads it, nothing is known of its type.
    private static <T> TypeSerializerSnapshot<T> cast(TypeSerializerSnapshot<?> snapshot) {
        return (TypeSerializerSnapshot<T>) snapshot;
    }
}
