package org.millrace.jobs.config.keys;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.millrace.jobs.config.Choice;
import org.millrace.jobs.config.Rule;
import org.millrace.jobs.config.Section;
import org.millrace.jobs.config.ValueType;
import org.millrace.jobs.config.keys.drift.DriftKeys;
import org.millrace.model.evaluation.Measure;
import org.millrace.model.loss.ClassWeights;
import org.millrace.model.loss.Loss;
import org.millrace.model.loss.Task;
import org.millrace.model.schedule.EarlyStopping;

/** The rules of one learner: its task, its loss and its schedule go together. */
final class LearnerRules {

    static final List<Rule> ALL = List.of(
            LearnerRules::classes,
            LearnerRules::loss,
            LearnerRules::classWeights,
            LearnerRules::scheduleLength,
            LearnerRules::plateau,
            LearnerRules::earlyStopping,
            LearnerRules::driftDetector);

    private LearnerRules() {}

    /** Classes that are discovered have no number yet, as those of a configuration that is asked for its task alone. */
    private static Optional<Integer> numberOfClasses(Section config) {
        return config.find(ModelKeys.CLASSES).flatMap(classes -> classes).map(List::size);
    }

    private static boolean discoversClasses(Section config) {
        return config.find(ModelKeys.CLASSES).filter(Optional::isEmpty).isPresent();
    }

    private static void classes(Section config) {
        boolean classifies = config.get(ModelKeys.TASK) == Task.CLASSIFICATION;
        config.require(
                !classifies || numberOfClasses(config).orElse(2) >= 2,
                ModelKeys.CLASSES,
                "must have at least 2 entries for classification");
        config.require(
                classifies || !discoversClasses(config),
                ModelKeys.CLASSES,
                "can be " + ModelKeys.DISCOVER + " for classification only; list the names");
    }

    private static void loss(Section config) {
        Task task = config.get(ModelKeys.TASK);
        List<String> suiting = Losses.suiting(task, config).map(Choice::name).toList();
        Choice<Loss> loss = Losses.chosen(config);
        config.require(
                suiting.contains(loss.name()),
                Losses.LOSS,
                "does not suit " + ModelKeys.TASK + " " + ValueType.word(task) + "; it must be auto or one of "
                        + suiting.stream().collect(Collectors.joining(", ")));
        config.require(
                loss.keys().contains(Losses.LABEL_SMOOTHING) || config.get(Losses.LABEL_SMOOTHING) == 0,
                Losses.LABEL_SMOOTHING,
                "needs classification");
        config.require(
                loss.keys().contains(Losses.CLASS_WEIGHTS)
                        || config.get(Losses.CLASS_WEIGHTS).equals(ClassWeights.NONE),
                Losses.CLASS_WEIGHTS,
                "needs classification");
    }

    private static void classWeights(Section config) {
        int weights = config.get(Losses.CLASS_WEIGHTS).weights().size();
        int classes = numberOfClasses(config).orElse(weights);
        config.require(
                weights == 0 || weights == classes,
                Losses.CLASS_WEIGHTS,
                "must have one entry for each of the " + classes + " classes");
        config.require(
                weights == 0 || !discoversClasses(config),
                Losses.CLASS_WEIGHTS,
                "must be none or balanced where " + ModelKeys.CLASSES + " is " + ModelKeys.DISCOVER);
    }

    private static void scheduleLength(Section config) {
        boolean isLive = config.get(KafkaKeys.SOURCE_MODE) == SourceMode.LIVE;
        RateSchedules.lengthOf(config.get(ScheduleKeys.SCHEDULE))
                .ifPresent(key -> config.require(
                        !isLive || !config.get(key).needsPasses(),
                        key,
                        "must be in steps, such as 20000 steps, when " + KafkaKeys.SOURCE_MODE + " is live"));
    }

    private static void driftDetector(Section config) {
        config.require(
                config.get(ModelKeys.TASK) == Task.CLASSIFICATION
                        || DriftKeys.takesShares(config.get(DriftKeys.DETECTOR)),
                DriftKeys.DETECTOR,
                "needs classification");
    }

    private static void plateau(Section config) {
        config.require(
                !config.get(ScheduleKeys.REDUCE_ON_PLATEAU) || config.get(HoldOutKeys.VALIDATION_WINDOW) > 0,
                ScheduleKeys.REDUCE_ON_PLATEAU,
                "needs validation windows; set " + HoldOutKeys.VALIDATION_WINDOW + " above 0");
    }

    private static void earlyStopping(Section config) {
        Optional<Measure> figure = config.get(ScheduleKeys.EARLY_STOPPING);
        Task task = config.get(ModelKeys.TASK);
        config.require(
                figure.isEmpty() || config.get(HoldOutKeys.VALIDATION_WINDOW) > 0,
                ScheduleKeys.EARLY_STOPPING,
                "needs validation windows; set " + HoldOutKeys.VALIDATION_WINDOW + " above 0");
        config.require(
                figure.isEmpty() || figure.get().suits(task),
                ScheduleKeys.EARLY_STOPPING,
                "does not suit " + ModelKeys.TASK + " " + ValueType.word(task) + "; it must be none or one of "
                        + Arrays.stream(Measure.values())
                                .filter(other -> other.suits(task))
                                .map(ValueType::word)
                                .collect(Collectors.joining(", ")));
        config.require(
                figure.isEmpty()
                        || config.get(ScheduleKeys.STOPPING_THEN) != EarlyStopping.Then.STOP
                        || config.get(KafkaKeys.SOURCE_MODE) == SourceMode.PASSES,
                ScheduleKeys.STOPPING_THEN,
                "must be freeze or go-on when " + KafkaKeys.SOURCE_MODE + " is live, which has no end");
    }
}
