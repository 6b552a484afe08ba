package org.millrace.model.input;

import java.io.Serializable;
import org.millrace.model.math.Require;

/** How one column of a row becomes inputs of the network. */
public sealed interface Column extends Serializable {

    /** How many inputs it becomes. */
    int width();

    /**
     * A number, which is one input. A missing one is replaced by the running mean of the training examples so far.
     *
     * @param scaled whether the feature scaling applies; a flag, a sine or one of several listed values is used as it is
     */
    record Numeric(boolean scaled) implements Column {

        @Override
        public int width() {
            return 1;
        }
    }

    /**
     * A text, of which each of the first {@code limit} distinct ones met in training is an input of its own, 1 or 0, followed
     * by one input for all others. Where the text is missing all of them are 0.
     *
     * @param limit how many texts get an input of their own, at least 1
     */
    record Vocabulary(int limit) implements Column {

        private static final int GREATEST_LIMIT = 1 << 20;

        public Vocabulary {
            Require.that(limit >= 1 && limit <= GREATEST_LIMIT, "limit must be in [1, " + GREATEST_LIMIT + "]", limit);
        }

        @Override
        public int width() {
            return limit + 1;
        }
    }
}
