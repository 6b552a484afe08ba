package org.millrace.operators.train;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What a submission asks for besides the settings of the learner.
 *
 * @param id a short name for the run that begins with this submission, unlike that of any other; a run that is restored keeps
 *     the one it has
 * @param plannedPasses how many passes there are to be; 0 for a live topic, which has none
 * @param reset a name for the request to start with a new learner, answered once in the life of a state; empty: no request
 */
public record Run(String id, int plannedPasses, String reset) implements Serializable {

    public Run {
        requireNonNull(reset, "reset");
        if (requireNonNull(id, "id").isBlank()) {
            throw new IllegalArgumentException("id must not be blank: \"" + id + "\"");
        }
        if (plannedPasses < 0) {
            throw new IllegalArgumentException("plannedPasses must not be negative: " + plannedPasses);
        }
    }
}
