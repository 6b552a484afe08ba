package org.millrace.operators.train;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.millrace.model.LearnerSettings;
import org.millrace.model.rehearsal.RehearsalSettings;
import org.millrace.model.schedule.EarlyStopping;

/** How one model learns: its network and steps, what it rehearses, and when it stops. */
public record ModelSettings(LearnerSettings learner, RehearsalSettings rehearsal, EarlyStopping earlyStopping)
        implements Serializable {

    public ModelSettings {
        requireNonNull(learner, "learner");
        requireNonNull(rehearsal, "rehearsal");
        requireNonNull(earlyStopping, "earlyStopping");
    }

    /** A model that rehearses nothing and never stops. */
    public static ModelSettings of(LearnerSettings learner) {
        return new ModelSettings(learner, RehearsalSettings.NONE, EarlyStopping.OFF);
    }

    public ModelSettings withRehearsal(RehearsalSettings other) {
        return new ModelSettings(learner, other, earlyStopping);
    }

    public ModelSettings withEarlyStopping(EarlyStopping other) {
        return new ModelSettings(learner, rehearsal, other);
    }
}
