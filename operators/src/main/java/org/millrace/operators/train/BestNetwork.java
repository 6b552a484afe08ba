package org.millrace.operators.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import org.millrace.model.LearnerState;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.evaluation.Measure;
import org.millrace.model.format.Coded;
import org.millrace.model.schedule.EarlyStopping;
import org.millrace.model.schedule.EarlyStoppingState;
import org.millrace.operators.progress.TrainEvent;
import org.millrace.operators.progress.TrainProgress;
import org.millrace.operators.record.EvaluationRecord.Best;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.Split;

/** The best network that early stopping has met, and whether training is over. It is part of the state of a model. */
final class BestNetwork {

    private final Measure figure;
    private EarlyStoppingState validations;
    private Optional<LearnerState> network;

    /** Before the first validation. */
    BestNetwork(Measure figure) {
        this(figure, EarlyStoppingState.INITIAL, Optional.empty());
    }

    private BestNetwork(Measure figure, EarlyStoppingState validations, Optional<LearnerState> network) {
        this.figure = figure;
        this.validations = validations;
        this.network = network;
    }

    /** Whether networks are compared by this figure. */
    boolean isBy(Measure other) {
        return figure == other;
    }

    /** Judges a pass, or a window of a live topic, that is complete; other events tell nothing. */
    void judge(EarlyStopping rule, TrainEvent event, LearnerState state, TrainProgress progress) {
        if (event instanceof TrainEvent.Pass pass) {
            judge(rule, pass.number(), pass.validation(), state);
        } else if (event instanceof TrainEvent.Window window && window.batch().phase() == Phase.LIVE) {
            judge(rule, progress.totals().batches(Split.VALIDATION), window.validation(), state);
        }
    }

    private void judge(EarlyStopping rule, long number, Evaluation validation, LearnerState state) {
        if (validation.examples() == 0 || validations.ended()) {
            return;
        }
        validations = rule.after(number, figure.of(validation), validations);
        if (validations.isAtItsBest()) {
            network = Optional.of(state.copy());
        }
    }

    /** Whether training is over, because nothing better came for too long. */
    boolean isOver() {
        return validations.ended();
    }

    /** Lets a network that is frozen be trained again: the examples have changed, and its figures mean nothing any longer. */
    void thaw() {
        if (isOver()) {
            validations = EarlyStoppingState.INITIAL;
            network = Optional.empty();
        }
    }

    /** The network that is to be used from an event on, where it is the best one and not the one that was trained last. */
    Optional<LearnerState> comesBack(TrainEvent event, boolean wasOver) {
        boolean stops = isOver() && !wasOver;
        boolean ends = event instanceof TrainEvent.Pass pass && pass.last() && !isOver();
        return stops || ends ? network.map(LearnerState::copy) : Optional.empty();
    }

    /** For the record of an evaluation; empty before the first validation. */
    Optional<Best> described() {
        return validations.bestNumber() == 0
                ? Optional.empty()
                : Optional.of(new Best(validations.bestNumber(), figure.code(), validations.best(), isOver()));
    }

    BestNetwork copy() {
        return new BestNetwork(figure, validations, network.map(LearnerState::copy));
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(figure.code());
        validations.write(out);
        out.writeBoolean(network.isPresent());
        if (network.isPresent()) {
            network.get().write(out);
        }
    }

    static BestNetwork read(DataInput in) throws IOException {
        Measure figure = Coded.of(in.readUTF(), Measure.values(), "measure");
        EarlyStoppingState validations = EarlyStoppingState.read(in);
        return new BestNetwork(
                figure, validations, in.readBoolean() ? Optional.of(LearnerState.read(in)) : Optional.empty());
    }
}
