package org.millrace.model;

import java.util.ArrayList;
import java.util.List;
import org.millrace.model.network.Architecture;
import org.millrace.model.network.Layer;

/** Says in words where a {@link LearnerState} and {@link LearnerSettings} differ. */
final class Misfit {

    private final List<String> has = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    private Misfit() {}

    static String between(LearnerState state, LearnerSettings settings) {
        Architecture mine = state.architecture();
        Architecture wanted = settings.architecture();
        Misfit misfit = new Misfit();
        misfit.compare(mine.inputs() + " features", wanted.inputs() + " features");
        misfit.compare(hidden(mine.hidden()), hidden(wanted.hidden()));
        misfit.compare(mine.outputs() + " outputs", wanted.outputs() + " outputs");
        misfit.compare(
                "optimizer " + state.optimizerKind(),
                "optimizer " + settings.optimizer().kind());
        misfit.compare(
                "scaling " + state.scaler().kind().code(),
                "scaling " + settings.scaling().code());
        return "the learner does not fit the settings: it has " + String.join("; ", misfit.has)
                + " - the settings ask for " + String.join("; ", misfit.asked);
    }

    private void compare(String mine, String wanted) {
        if (!mine.equals(wanted)) {
            has.add(mine);
            asked.add(wanted);
        }
    }

    /** As in {@code hidden layers 64, 32 (relu)}; the activation stands behind the last layer in a row that has it. */
    private static String hidden(List<Layer> layers) {
        if (layers.isEmpty()) {
            return "no hidden layers";
        }
        StringBuilder words = new StringBuilder(layers.size() == 1 ? "hidden layer " : "hidden layers ");
        for (int i = 0; i < layers.size(); i++) {
            boolean lastOfItsKind = i + 1 == layers.size()
                    || layers.get(i + 1).activation() != layers.get(i).activation();
            words.append(i == 0 ? "" : ", ").append(layers.get(i).units());
            words.append(lastOfItsKind ? " (" + layers.get(i).activation().code() + ")" : "");
        }
        return words.toString();
    }
}
