package org.millrace.operators.train;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.millrace.model.LearnerSettings;
import org.millrace.model.rehearsal.RehearsalSettings;
import org.millrace.model.schedule.EarlyStopping;
import org.millrace.operators.policy.DriftPolicy;

/**
 * How one model learns: its network and steps, what it rehearses, and when it stops.
 *
 * @param drift how it is looked for, and what is done about it
 */
public record ModelSettings(
        LearnerSettings learner, RehearsalSettings rehearsal, EarlyStopping earlyStopping, DriftPolicy drift)
        implements Serializable {

    public ModelSettings {
        requireNonNull(learner, "learner");
        requireNonNull(rehearsal, "rehearsal");
        requireNonNull(earlyStopping, "earlyStopping");
        requireNonNull(drift, "drift");
    }

    /** A model that rehearses nothing, never stops, and looks for no drift. */
    public static ModelSettings of(LearnerSettings learner) {
        return new ModelSettings(learner, RehearsalSettings.NONE, EarlyStopping.OFF, DriftPolicy.NONE);
    }

    public ModelSettings withRehearsal(RehearsalSettings other) {
        return new ModelSettings(learner, other, earlyStopping, drift);
    }

    public ModelSettings withEarlyStopping(EarlyStopping other) {
        return new ModelSettings(learner, rehearsal, other, drift);
    }

    public ModelSettings withDrift(DriftPolicy other) {
        return new ModelSettings(learner, rehearsal, earlyStopping, other);
    }
}
