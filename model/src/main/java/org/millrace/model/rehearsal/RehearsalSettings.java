package org.millrace.model.rehearsal;

import java.io.Serializable;
import org.millrace.model.math.Require;

/**
 * How much of what was learned is rehearsed.
 *
 * @param examples how many examples of before join each mini-batch; 0: none
 * @param buffer from how many of the last training examples they are drawn
 */
public record RehearsalSettings(int examples, int buffer) implements Serializable {

    public static final RehearsalSettings NONE = new RehearsalSettings(0, 0);

    public RehearsalSettings {
        Require.atLeast(0, examples, "examples");
        Require.that(
                buffer >= (examples == 0 ? 0 : 1) && buffer <= RehearsalBuffer.GREATEST_CAPACITY,
                "buffer must be in [1, " + RehearsalBuffer.GREATEST_CAPACITY + "]",
                buffer);
    }

    public boolean isOn() {
        return examples > 0;
    }
}
