package org.millrace.operators.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.millrace.operators.record.Phase;

/** What is handed out to which reader when, and what after a failure. */
class ReplayEnumeratorTest {

    private static final int PASSES = 3;

    private final List<Coordinator> contexts = new ArrayList<>();

    /** The source coordinator, which remembers what it was told. */
    private final class Coordinator {

        private final MockSplitEnumeratorContext<ReplaySplit> flink;
        private final ReplayEnumerator enumerator;
        private int seen;

        Coordinator(int readers, ReplayEnumeratorState progress) {
            flink = new MockSplitEnumeratorContext<>(readers);
            contexts.add(this);
            enumerator = new ReplayEnumerator(
                    flink, new ReplayTopics("examples", "examples", PASSES, new Properties()), progress);
            IntStream.range(0, readers).forEach(this::register);
        }

        void register(int reader) {
            flink.registerReader(new ReaderInfo(reader, "here"));
            enumerator.addReader(reader);
        }

        /** What was assigned since the last call, as "reader: PHASE passes of [partitions]", each in one piece. */
        List<String> ask(int... readers) {
            for (int reader : readers) {
                enumerator.handleSplitRequest(reader, "here");
            }
            List<String> assigned = new ArrayList<>();
            List<SplitsAssignment<ReplaySplit>> all = flink.getSplitsAssignmentSequence();
            for (SplitsAssignment<ReplaySplit> assignment : all.subList(seen, all.size())) {
                assignment.assignment().forEach((reader, splits) -> assigned.add(reader + ": " + described(splits)));
            }
            seen = all.size();
            return assigned;
        }

        private static String described(List<ReplaySplit> splits) {
            ReplaySplit first = splits.get(0);
            return first.range().phase() + " " + first.pass() + "-" + first.until() + " of "
                    + splits.stream()
                            .map(split -> split.topicPartition().partition())
                            .toList();
        }

        ReplayEnumeratorState checkpoint() throws Exception {
            ReplayEnumeratorStateSerializer serializer = new ReplayEnumeratorStateSerializer();
            return serializer.deserialize(serializer.getVersion(), serializer.serialize(enumerator.snapshotState(1)));
        }

        /** The reader fails, and comes back with nothing but its last checkpoint. */
        void fail(int reader, ReplaySplit... givenSinceTheCheckpoint) {
            flink.unregisterReader(reader);
            enumerator.addSplitsBack(List.of(givenSinceTheCheckpoint), reader);
            register(reader);
        }
    }

    @AfterEach
    void close() throws Exception {
        for (Coordinator context : contexts) {
            context.flink.close();
        }
    }

    private static List<ReplaySplit> ranges(Phase phase, int partitions, int passes) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> ReplaySplit.unread(new ReplayRange(
                        phase,
                        new TopicPartition("examples", partition),
                        TopicIdentity.UNKNOWN,
                        0,
                        100,
                        passes,
                        partitions)))
                .toList();
    }

    private static ReplayEnumeratorState resolved(int partitions) {
        return ReplayEnumeratorState.resolved(
                ranges(Phase.TRAINING, partitions, PASSES), ranges(Phase.TEST, partitions, 1));
    }

    @Test
    void beginsEveryPassWhenAllReadersHaveEndedTheOneBefore() {
        Coordinator context = new Coordinator(2, resolved(3));

        assertThat(context.ask(0)).isEmpty();
        assertThat(context.ask(1)).containsExactly("0: TRAINING 1-1 of [0, 2]", "1: TRAINING 1-1 of [1]");
        assertThat(context.ask(1)).isEmpty();
        assertThat(context.ask(0)).containsExactly("0: TRAINING 2-2 of [0, 2]", "1: TRAINING 2-2 of [1]");
        assertThat(context.ask(0, 1)).containsExactly("0: TRAINING 3-3 of [0, 2]", "1: TRAINING 3-3 of [1]");
        assertThat(context.ask(0, 1)).containsExactly("0: TEST 1-1 of [0, 2]", "1: TEST 1-1 of [1]");
    }

    @Test
    void letsASinglePartitionGoThroughAllPassesAtOnce() {
        Coordinator context = new Coordinator(2, resolved(1));

        assertThat(context.ask(0, 1)).containsExactly("0: TRAINING 1-3 of [0]");
        assertThat(context.ask(0)).containsExactly("0: TEST 1-1 of [0]");
    }

    @Test
    void endsTheReadersWithTheTest() {
        Coordinator context = new Coordinator(2, resolved(1));

        context.ask(0, 1);
        assertThat(context.flink.hasNoMoreSplits(0)).isFalse();
        context.ask(0);
        assertThat(context.flink.hasNoMoreSplits(0)).isTrue();
        assertThat(context.flink.hasNoMoreSplits(1)).isTrue();
    }

    @Test
    void goesOnWithTheNextStageFromACheckpoint() throws Exception {
        Coordinator before = new Coordinator(2, resolved(2));
        before.ask(0, 1);
        before.ask(0, 1);
        Coordinator after = new Coordinator(1, before.checkpoint());

        assertThat(after.ask(0)).containsExactly("0: TRAINING 3-3 of [0, 1]");
    }

    @Test
    void handsOutAgainWhatAFailedReaderHadBeenGivenSinceItsCheckpoint() {
        Coordinator context = new Coordinator(2, resolved(2));
        context.ask(0, 1);
        context.ask(0, 1);
        ReplaySplit lost = ranges(Phase.TRAINING, 2, PASSES).get(1).ofPasses(2, 2);

        context.fail(1, lost);

        assertThat(context.ask(1)).isEmpty();
        assertThat(context.ask(0)).containsExactly("1: TRAINING 2-2 of [1]");
        assertThat(context.ask(1)).containsExactly("0: TRAINING 3-3 of [0]", "1: TRAINING 3-3 of [1]");
    }

    @Test
    void takesAReaderThatWentBackToItsCheckpointForBusy() {
        Coordinator context = new Coordinator(2, resolved(2));
        context.ask(0, 1);
        context.ask(0);

        context.fail(0);

        assertThat(context.ask(1)).isEmpty();
        assertThat(context.ask(0)).containsExactly("0: TRAINING 2-2 of [0]", "1: TRAINING 2-2 of [1]");
    }

    @Test
    void repeatsTheEarliestOfSeveralStagesFirst() {
        Coordinator context = new Coordinator(1, resolved(1));
        context.ask(0);
        context.ask(0);

        context.fail(
                0,
                ranges(Phase.TEST, 1, 1).get(0),
                ranges(Phase.TRAINING, 1, PASSES).get(0));

        assertThat(context.ask(0)).containsExactly("0: TRAINING 1-3 of [0]");
        assertThat(context.ask(0)).containsExactly("0: TEST 1-1 of [0]");
        assertThat(context.ask(0)).isEmpty();
    }

    @Test
    void leavesAPartitionWithTheReaderThatASavepointPutItOn() throws Exception {
        Coordinator before = new Coordinator(1, resolved(2));
        before.ask(0);
        Coordinator after = new Coordinator(2, before.checkpoint());

        after.enumerator.handleSourceEvent(1, new PartitionsEnded(List.of(new TopicPartition("examples", 0))));
        after.enumerator.handleSourceEvent(0, new PartitionsEnded(List.of(new TopicPartition("examples", 1))));

        assertThat(after.ask(0, 1)).containsExactly("0: TRAINING 2-2 of [1]", "1: TRAINING 2-2 of [0]");
    }
}
