package org.millrace.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.ValueType;
import org.millrace.jobs.config.keys.FeatureKeys;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.config.keys.Losses;
import org.millrace.model.Learner;
import org.millrace.model.LearnerSettings;
import org.millrace.model.LearnerState;
import org.millrace.model.evaluation.Evaluation;
import org.millrace.model.loss.MiniBatch;
import org.millrace.model.loss.Task;
import org.millrace.model.optimizer.AdamW;
import org.millrace.model.schedule.PlateauRule;

class LearnerPlanTest {

    private static final Predicate<String> WORDS =
            Pattern.compile("[a-z0-9-]+(, [a-z0-9-]+)+").asMatchPredicate();
    private static final int PASSES = 40;
    private static final int ROWS = 32;
    private static final int FEATURES = 3;

    private static JobConfig config(String... settings) {
        return Keys.builder()
                .known(Map.of(
                        "model.features",
                        FEATURES,
                        "model.classes",
                        List.of("no", "yes"),
                        "model.hidden-layers",
                        List.of(8),
                        "training.learning-rate",
                        0.02,
                        "training.passes",
                        PASSES,
                        "kafka.bootstrap.servers",
                        "localhost:9092"))
                .set(List.of(settings))
                .build();
    }

    private static LearnerSettings learner(JobConfig config) {
        return LearnerPlan.of(config, FeatureKeys.schema(config));
    }

    private static Stream<String> choices() {
        return Keys.CATALOGUE.keys().stream()
                .filter(key -> WORDS.test(key.range()))
                .filter(key -> !key.name().startsWith("source."))
                .flatMap(LearnerPlanTest::choices);
    }

    private static Stream<String> choices(ConfigKey<?> key) {
        return Arrays.stream(key.range().split(", ", -1)).map(word -> key + "=" + word);
    }

    /** What else a choice takes to make sense, or to get anywhere in so few steps. */
    private static List<String> needs(String choice) {
        return switch (choice) {
            case "model.initialization=zeros", "model.initialization=constant" -> List.of("model.hidden-layers=[]");
            case "training.optimizer=ftrl", "training.optimizer=adagrad", "training.optimizer=sgd" ->
                List.of("training.learning-rate=0.2");
            default -> taskOfLoss(choice);
        };
    }

    private static List<String> taskOfLoss(String choice) {
        return Losses.CHOICES.stream()
                .filter(loss -> choice.equals("training.loss=" + loss.name()))
                .map(loss -> "model.task=" + ValueType.word(loss.read(config()).task()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("choices")
    @ValueSource(
            strings = {
                "model.dropout=0.2",
                "training.class-weights=balanced",
                "training.class-weights=[1, 3]",
                "training.label-smoothing=0.1",
                "training.l1=0.0001",
                "training.l2=0.001",
                "training.weight-decay=0.01",
                "training.clip-norm=1",
                "training.clip-value=0.5",
                "training.warmup-steps=20",
                "training.reduce-on-plateau=true"
            })
    void everyChoiceLearns(String choice) {
        String[] settings =
                Stream.concat(Stream.of(choice), needs(choice).stream()).toArray(String[]::new);
        LearnerSettings learner = learner(config(settings));

        assertThat(lossesOf(learner))
                .satisfies(losses -> assertThat(losses[PASSES - 1]).isLessThan(0.8 * losses[0]));
    }

    private static double[] lossesOf(LearnerSettings settings) {
        double[] losses = new double[PASSES];
        try (Learner learner = new Learner(settings);
                LearnerState state = learner.initialState()) {
            for (int pass = 0; pass < PASSES; pass++) {
                Evaluation evaluation = new Evaluation(
                        settings.loss().task(), settings.architecture().outputs());
                for (int batch = 0; batch < 8; batch++) {
                    learner.learn(state, batch(settings.loss().task(), batch), evaluation, pass + batch / 8.0);
                }
                losses[pass] = evaluation.loss();
            }
        }
        return losses;
    }

    /** Whether, and by how much, the first feature exceeds the second. */
    private static MiniBatch batch(Task task, int seed) {
        Random random = new Random(seed);
        float[] features = new float[ROWS * FEATURES];
        int[] labels = new int[ROWS];
        float[] targets = new float[2 * ROWS];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < FEATURES; column++) {
                features[row * FEATURES + column] = random.nextFloat();
            }
            float difference = features[row * FEATURES] - features[row * FEATURES + 1];
            labels[row] = difference > 0 ? 1 : 0;
            targets[2 * row] = task == Task.REGRESSION ? 3 * difference : labels[row];
            targets[2 * row + 1] = task == Task.REGRESSION ? 1 + difference : 1 - labels[row];
        }
        return task == Task.CLASSIFICATION
                ? new MiniBatch(ROWS, FEATURES, features, labels)
                : MiniBatch.ofTargets(ROWS, FEATURES, features, targets);
    }

    /** The factor at a share of a run of 40 passes; the steps play no part but for the warm-up. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training.schedule=cosine | 0 | 1",
                "training.schedule=cosine | 20 | 0.5",
                "training.schedule=cosine | 40 | 0",
                "training.schedule=cosine training.schedule-length=50% training.schedule-end=0.1 | 20 | 0.1",
                "training.schedule=polynomial training.schedule-length=10passes | 5 | 0.5",
                "training.schedule=step | 3.9 | 1",
                "training.schedule=step | 4 | 0.5",
                "training.schedule=step training.schedule-every=1pass training.schedule-decay=0.1 | 2.5 | 0.01",
                "training.schedule=exponential | 8 | 0.25",
                "training.schedule=inverse-time training.schedule-decay=1 | 8 | 0.3333",
                "training.schedule=one-cycle | 0 | 0.04",
                "training.schedule=one-cycle | 12 | 1",
                "training.schedule=cosine-restarts | 4 | 1",
                "training.schedule=cosine-restarts | 8 | 0.5",
                "training.schedule=cosine training.warmup-steps=2000 | 20 | 0.5005",
                "training.schedule=polynomial training.schedule-length=2000steps | 0 | 0.5"
            })
    void aScheduleFollowsThePasses(String settings, double passes, double factor) {
        LearnerSettings learner = learner(config(settings.split(" ")));

        assertThat(learner.steps().schedule().factor(1_000, passes)).isCloseTo(factor, within(1e-4));
    }

    @Test
    void adamwBringsItsOwnWeightDecay() {
        LearnerSettings byDefault = learner(config("training.optimizer=adamw"));
        LearnerSettings chosen = learner(config("training.optimizer=adamw", "training.weight-decay=0.05"));

        assertThat(((AdamW) byDefault.optimizer()).weightDecay()).isEqualTo(AdamW.DEFAULT_WEIGHT_DECAY);
        assertThat(((AdamW) chosen.optimizer()).weightDecay()).isEqualTo(0.05);
        assertThat(chosen.steps().regularization().weightDecay()).isZero();
        assertThat(learner(config()).steps().regularization().weightDecay()).isZero();
    }

    @Test
    void thePlateauIsLookedForOnlyOnDemand() {
        assertThat(learner(config()).plateau()).isEqualTo(PlateauRule.NONE);
        assertThat(learner(config("training.reduce-on-plateau=true", "training.plateau-patience=2"))
                        .plateau())
                .isEqualTo(new PlateauRule(0.5, 2, 0.0001, 0));
    }
}
