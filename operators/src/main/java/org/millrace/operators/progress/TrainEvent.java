package org.millrace.operators.progress;

import java.util.Optional;
import org.millrace.model.NetworkHealth;
import org.millrace.model.StepReport;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.ExampleBatch;

/**
 * What an element did to the training of a model. {@link TrainProgress} has taken it in already; meters, evaluation records
 * and whatever answers to it are functions of the event and the state.
 */
public sealed interface TrainEvent {

    /** An event that a batch brought about. */
    sealed interface OfBatch extends TrainEvent {
        ExampleBatch batch();
    }

    /**
     * A training batch was predicted, and then trained on.
     *
     * @param nanoseconds how long prediction and step took
     * @param health the network around the step, where it was inspected
     */
    record Step(ExampleBatch batch, StepReport report, long nanoseconds, Optional<NetworkHealth> health)
            implements OfBatch {}

    /** A training batch came when training was over. */
    record PassedOver(ExampleBatch batch) implements OfBatch {}

    /**
     * The step before gave a drift away.
     *
     * @param batch that was trained on
     */
    record Drift(ExampleBatch batch, EvaluationRecord.Drift drift) implements OfBatch {}

    /**
     * A validation window is complete.
     *
     * @param prequential the training batches since the window before
     */
    record Window(ExampleBatch batch, Evaluation prequential, Evaluation validation) implements OfBatch {}

    /** A batch of test examples was evaluated: on a live topic a test of its own, else a part of the test. */
    record TestBatch(ExampleBatch batch, Evaluation test) implements OfBatch {}

    /** A partition has come to the end of a pass that others are still in. */
    record PartitionEnded(EndOfPass end) implements TrainEvent {}

    /**
     * A pass is complete.
     *
     * @param last whether training is over with it
     */
    record Pass(int number, Evaluation prequential, Evaluation validation, boolean last) implements TrainEvent {}

    /** The test after the last pass is complete. */
    record Test(int pass, Evaluation test) implements TrainEvent {}
}
