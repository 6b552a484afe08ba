package org.millrace.operators.holdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millrace.operators.Elements.broken;
import static org.millrace.operators.Elements.end;
import static org.millrace.operators.Elements.example;
import static org.millrace.operators.Elements.timed;
import static org.millrace.operators.holdout.HoldOutRuns.BATCH;
import static org.millrace.operators.holdout.HoldOutRuns.POLICY;
import static org.millrace.operators.holdout.HoldOutRuns.described;
import static org.millrace.operators.holdout.HoldOutRuns.harness;
import static org.millrace.operators.holdout.HoldOutRuns.offsets;
import static org.millrace.operators.holdout.HoldOutRuns.outputOf;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.operators.Elements;
import org.millrace.operators.policy.BatchPolicy;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.ExampleBatch;
import org.millrace.operators.record.LostRecords;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.record.TrainElement;
import org.millrace.operators.state.TrainElementSerializer;

class HoldOutTest {

    @Test
    void fillsMiniBatchesAndKeepsWindowsApart() throws Exception {
        assertThat(described(outputOf(POLICY, offsets(Phase.LIVE, 0, 0, 20))))
                .containsExactly(
                        "TRAINING 0: [0, 1, 2, 3]",
                        "VALIDATION 0: [7, 8, 9]",
                        "TRAINING 0: [4, 5, 6, 10]",
                        "TRAINING 0: [11, 12, 13, 14]",
                        "VALIDATION 0: [17, 18, 19]");
    }

    @Test
    void closesAWindowWhoseLastOffsetsAreMissingWithTheNextCycle() throws Exception {
        List<SourceElement> elements = offsets(Phase.LIVE, 0, 0, 8);
        elements.addAll(offsets(Phase.LIVE, 0, 12, 13));

        assertThat(described(outputOf(POLICY, elements)))
                .containsExactly("TRAINING 0: [0, 1, 2, 3]", "VALIDATION 0: [7]", "TRAINING 0: [4, 5, 6, 12]");
    }

    @Test
    void endsEveryBatchWithThePass() throws Exception {
        List<SourceElement> elements = offsets(Phase.TRAINING, 0, 0, 9);
        elements.add(end(Phase.TRAINING, 1, 0, 1, false));
        elements.addAll(offsets(Phase.TRAINING, 0, 0, 4));

        assertThat(described(outputOf(POLICY, elements)))
                .containsExactly(
                        "TRAINING 0: [0, 1, 2, 3]",
                        "TRAINING 0: [4, 5, 6]",
                        "VALIDATION 0: [7, 8]",
                        "end of pass 1",
                        "TRAINING 0: [0, 1, 2, 3]");
    }

    @Test
    void keepsPartitionsApart() throws Exception {
        List<SourceElement> elements = new ArrayList<>();
        for (long offset = 0; offset < 10; offset++) {
            elements.add(example(Phase.LIVE, 1, 0, offset));
            elements.add(example(Phase.LIVE, 1, 1, offset));
        }

        assertThat(described(outputOf(POLICY, elements)))
                .containsExactly(
                        "TRAINING 0: [0, 1, 2, 3]",
                        "TRAINING 1: [0, 1, 2, 3]",
                        "VALIDATION 0: [7, 8, 9]",
                        "VALIDATION 1: [7, 8, 9]");
    }

    @Test
    void carriesTheLedgerAlong() throws Exception {
        List<SourceElement> elements = offsets(Phase.TRAINING, 0, 0, 3);
        elements.add(broken(Phase.TRAINING, 1, 0, 3));
        elements.addAll(offsets(Phase.TRAINING, 0, 4, 5));
        elements.add(broken(Phase.TRAINING, 1, 0, 5));
        elements.add(end(Phase.TRAINING, 1, 0, 1, true));

        List<TrainElement> output = outputOf(POLICY, elements);

        assertThat(output).hasSize(2);
        assertThat(((ExampleBatch) output.get(0)).tally()).isEqualTo(new ReadTally(5, 1));
        assertThat(((EndOfPass) output.get(1)).tally()).isEqualTo(new ReadTally(1, 1));
    }

    @Test
    void tellsOfLostRecordsWithTheNextBatchAndLeavesTheBatchesAsTheyAre() throws Exception {
        List<SourceElement> elements = offsets(Phase.LIVE, 0, 0, 3);
        elements.add(new LostRecords(Elements.TOPIC, 0, 3, 1_000));
        elements.addAll(offsets(Phase.LIVE, 0, 1_000, 1_001));

        List<TrainElement> output = outputOf(POLICY, elements);

        assertThat(described(output)).containsExactly("TRAINING 0: [0, 1, 2, 1000]");
        assertThat(((ExampleBatch) output.get(0)).tally()).isEqualTo(new ReadTally(4, 0, 997));
    }

    @Test
    void tellsWhereABatchComesFrom() throws Exception {
        List<TrainElement> output = outputOf(POLICY, offsets(Phase.TRAINING, 1, 2, 6));

        assertThat(output).singleElement().isInstanceOfSatisfying(ExampleBatch.class, batch -> {
            assertThat(batch.first()).isEqualTo(new Place(Elements.TOPIC, 1, 2));
            assertThat(batch.lastOffset()).isEqualTo(5);
            assertThat(batch.timestamp()).isEqualTo(1_005);
            assertThat(batch.examples().labels()).containsExactly(0, 1, 0, 1);
            assertThat(batch.phase()).isEqualTo(Phase.TRAINING);
            assertThat(batch.reading().completedPasses()).isEqualTo(0.02);
        });
    }

    @Test
    void closesABatchThatEventTimeHasLeftBehind() throws Exception {
        BatchPolicy policy = new BatchPolicy(BATCH, 3, 0);
        List<SourceElement> elements = offsets(Phase.LIVE, 0, 0, 2);
        elements.addAll(offsets(Phase.LIVE, 0, 3, 5));
        elements.add(broken(Phase.LIVE, 1, 0, 6));

        assertThat(described(outputOf(POLICY, policy, elements)))
                .containsExactly("TRAINING 0: [0, 1]", "TRAINING 0: [3, 4]");
    }

    @Test
    void goesByTheLatestEventTimeOfThePartition() throws Exception {
        List<TrainElement> output = new ArrayList<>();
        try (var harness = harness(POLICY, BatchPolicy.ofSize(2))) {
            harness.setup(TrainElementSerializer.INSTANCE);
            harness.open();
            long[] times = {5_000, 9_000, 7_000, 8_000};
            for (int offset = 0; offset < times.length; offset++) {
                harness.processElement(example(Phase.LIVE, 1, 0, offset), times[offset]);
            }
            output.addAll(harness.extractOutputValues());
        }

        assertThat(output).extracting(TrainElement::time).containsExactly(9_000L, 9_000L);
    }

    @Test
    void closesABatchOfAnIdlePartitionIfThatIsAskedFor() throws Exception {
        try (var patient = harness(POLICY, BatchPolicy.ofSize(BATCH));
                var impatient = harness(POLICY, new BatchPolicy(BATCH, 0, 1_000))) {
            for (var harness : List.of(patient, impatient)) {
                harness.setup(TrainElementSerializer.INSTANCE);
                harness.open();
                harness.setProcessingTime(50_000);
                harness.processElement(timed(example(Phase.LIVE, 1, 0, 0)));
                harness.setProcessingTime(50_700);
                harness.processElement(timed(example(Phase.LIVE, 1, 0, 1)));
                harness.setProcessingTime(51_600);
                assertThat(harness.extractOutputValues()).isEmpty();
                harness.setProcessingTime(51_700);
                harness.processElement(timed(example(Phase.LIVE, 1, 0, 2)));
                harness.setProcessingTime(60_000);
            }

            assertThat(patient.extractOutputValues()).isEmpty();
            assertThat(described(impatient.extractOutputValues()))
                    .containsExactly("TRAINING 0: [0, 1]", "TRAINING 0: [2]");
        }
    }
}
