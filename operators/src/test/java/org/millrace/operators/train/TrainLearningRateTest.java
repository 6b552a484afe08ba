package org.millrace.operators.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.millrace.operators.Elements.TOPIC;
import static org.millrace.operators.train.TrainRuns.SETTINGS;
import static org.millrace.operators.train.TrainRuns.batch;
import static org.millrace.operators.train.TrainRuns.inOrderOfArrival;
import static org.millrace.operators.train.TrainRuns.outputOf;
import static org.millrace.operators.train.TrainRuns.run;
import static org.millrace.operators.train.TrainRuns.withRestoreAt;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.model.schedule.PlateauRule;
import org.millrace.model.schedule.Schedules;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.Split;
import org.millrace.operators.record.TrainElement;

/** How the learning rate follows the run. */
class TrainLearningRateTest {

    @Test
    void theRateFollowsThePasses() throws Exception {
        int run = 2 * Schedules.OverPasses.PARTS;
        TrainSettings settings =
                inOrderOfArrival(SETTINGS.withSchedule(new Schedules.OverPasses(new Schedules.Polynomial(run, 1, 0))));

        List<EvaluationRecord> records = outputOf(settings, run());

        // The last batch of each pass begins at 304 of 320 offsets.
        assertThat(records)
                .filteredOn(record -> record.kind() == Kind.PASS)
                .extracting(record -> record.learner().learningRate())
                .satisfiesExactly(
                        rate -> assertThat(rate).isCloseTo(0.02 * (1 - 0.475), within(1e-7)),
                        rate -> assertThat(rate).isCloseTo(0.02 * (1 - 0.975), within(1e-7)));
    }

    @Test
    void theRateAnswersToAPlateauOfThePasses() throws Exception {
        // No pass can be a hundred times better than the best before it, so every pass after the first is a plateau.
        TrainSettings settings = inOrderOfArrival(SETTINGS.withPlateau(new PlateauRule(0.5, 0, 0.99, 0)));
        List<TrainElement> elements = new ArrayList<>();
        for (int pass = 1; pass <= 4; pass++) {
            elements.add(batch(Split.TRAINING, Phase.TRAINING, pass, 0, 0, 16));
            elements.add(batch(Split.VALIDATION, Phase.TRAINING, pass, 0, 16, 10));
            elements.add(new EndOfPass(Phase.TRAINING, pass, TOPIC, 0, 1, pass == 4, ReadTally.NONE));
        }

        assertThat(outputOf(settings, elements))
                .filteredOn(record -> record.kind() == Kind.PASS)
                .extracting(record -> record.learner().learningRate())
                .containsExactly(0.02, 0.02, 0.01, 0.005);
        assertThat(withRestoreAt(8, settings, elements))
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(outputOf(settings, elements));
    }

    @Test
    void theRateAnswersToAPlateauOfTheWindowsOfALiveTopic() throws Exception {
        TrainSettings settings = inOrderOfArrival(SETTINGS.withPlateau(new PlateauRule(0.5, 0, 0.99, 0)));
        List<TrainElement> elements = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            elements.add(batch(Split.TRAINING, Phase.LIVE, 1, 0, 100L * i, 16));
            elements.add(batch(Split.VALIDATION, Phase.LIVE, 1, 0, 100L * i + 90, 10));
        }

        assertThat(outputOf(settings, elements))
                .extracting(record -> record.learner().learningRate())
                .containsExactly(0.02, 0.02, 0.01, 0.005);
    }
}
