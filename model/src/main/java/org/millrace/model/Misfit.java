package org.millrace.model;

import java.util.ArrayList;
import java.util.List;
import org.millrace.model.input.Column;
import org.millrace.model.input.Inputs;
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
        misfit.compareColumns(state.statistics().inputs(), settings.inputs());
        misfit.compare(hidden(mine.hidden()), hidden(wanted.hidden()));
        misfit.compare(mine.outputs() + " outputs", wanted.outputs() + " outputs");
        misfit.compare(
                "optimizer " + state.optimizerKind(),
                "optimizer " + settings.optimizer().kind());
        misfit.compare(
                "scaling " + state.statistics().features().kind().code(),
                "scaling " + settings.scaling().features().code());
        misfit.compare(
                "target scaling " + state.statistics().targets().kind().code(),
                "target scaling " + TargetScale.kind(settings).code());
        return "the learner does not fit the settings: it has " + String.join("; ", misfit.has)
                + " - the settings ask for " + String.join("; ", misfit.asked);
    }

    private void compareColumns(Inputs mine, Inputs wanted) {
        compare(mine.columns() + " features", wanted.columns() + " features");
        if (mine.columns() != wanted.columns()) {
            return;
        }
        for (int column = 0; column < mine.columns(); column++) {
            if (!mine.row().get(column).equals(wanted.row().get(column))) {
                compare(
                        "feature " + column + " as " + kind(mine.row().get(column)),
                        "feature " + column + " as " + kind(wanted.row().get(column)));
                return;
            }
        }
    }

    private static String kind(Column column) {
        if (column instanceof Column.Vocabulary vocabulary) {
            return "a text of " + vocabulary.limit();
        }
        return column instanceof Column.Numeric number && number.scaled() ? "a scaled number" : "a number as it is";
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
