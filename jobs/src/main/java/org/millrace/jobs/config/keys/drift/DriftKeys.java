package org.millrace.jobs.config.keys.drift;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.oneOf;
import static org.millrace.jobs.config.ValueType.realNumber;
import static org.millrace.jobs.config.ValueType.trueOrFalse;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.util.List;
import java.util.Optional;
import org.millrace.jobs.config.Choice;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.Rule;
import org.millrace.jobs.config.Section;
import org.millrace.jobs.config.Values;
import org.millrace.model.drift.DriftDetector;
import org.millrace.model.drift.Kswin;
import org.millrace.operators.policy.DriftAnswer;
import org.millrace.operators.policy.DriftPolicy;

/** The keys of drift. */
public final class DriftKeys {

    public static final ConfigKey<Choice<Optional<DriftDetector>>> DETECTOR = optional(
                    "drift.detector", oneOf(DriftDetectors.ALL), "adwin")
            .meaning(
                    "What looks for drift in the errors of the predictions that are made before each training step; none = nothing does");
    public static final ConfigKey<DriftAnswer> ANSWER = optional("drift.answer", oneOf(DriftAnswer.class), "report")
            .meaning(
                    "What is done about a drift, before the next step: report it and nothing else, raise-rate = raise the learning rate for a while, reset-optimizer = make the moments of the optimizer zero, reset-output = initialise the output layer anew and make the moments zero");
    static final ConfigKey<Double> RATE_FACTOR = optional("drift.rate-factor", realNumber("(0, 1000]"), "3")
            .meaning("What the learning rate is multiplied by after a drift (drift.answer: raise-rate)");
    static final ConfigKey<Integer> RATE_STEPS = optional("drift.rate-steps", wholeNumber(1, 1_000_000_000), "100")
            .meaning("Steps after a drift for which the learning rate is raised (drift.answer: raise-rate)");
    public static final ConfigKey<Boolean> FEATURES = optional("drift.features", trueOrFalse(), "false")
            .meaning(
                    "Look for drift in each feature too, by KSWIN over the first example of each batch; a drift of a feature is reported, and not answered");
    static final ConfigKey<Double> FEATURES_ALPHA = optional("drift.features-alpha", realNumber("(0, 1)"), "1e-6")
            .meaning("Probability of a false alarm in one comparison of a feature (drift.features)");

    public static final List<ConfigKey<?>> ALL =
            List.of(DETECTOR, ANSWER, RATE_FACTOR, RATE_STEPS, FEATURES, FEATURES_ALPHA);

    public static final List<Rule> RULES = List.of(DriftKeys::levels);

    private DriftKeys() {}

    /** How drift is looked for and answered. */
    public static DriftPolicy policy(Values config) {
        return new DriftPolicy(
                config.get(DETECTOR).read(config),
                config.get(FEATURES)
                        ? Optional.of(new Kswin(
                                config.get(FEATURES_ALPHA),
                                Kswin.DEFAULT_WINDOW,
                                Kswin.DEFAULT_SAMPLE,
                                DriftDetectors.SEED))
                        : Optional.empty(),
                config.get(ANSWER),
                config.get(RATE_FACTOR),
                config.get(RATE_STEPS));
    }

    /** Whether a detector takes errors that are neither 0 nor 1: shares of wrong properties, or those of a regression. */
    public static boolean takesShares(Choice<Optional<DriftDetector>> detector) {
        return !detector.equals(DriftDetectors.EDDM);
    }

    private static void levels(Section config) {
        atMost(config, DriftDetectors.DDM_WARNING, DriftDetectors.DDM_DRIFT);
        atMost(config, DriftDetectors.EDDM_DRIFT, DriftDetectors.EDDM_WARNING);
        atMost(config, DriftDetectors.HDDM_DRIFT, DriftDetectors.HDDM_WARNING);
        int sample = config.get(DriftDetectors.KSWIN_SAMPLE);
        config.require(
                config.get(DriftDetectors.KSWIN_WINDOW) >= 2 * sample,
                DriftDetectors.KSWIN_WINDOW,
                "must be at least twice " + DriftDetectors.KSWIN_SAMPLE + ", " + sample);
    }

    private static void atMost(Section config, ConfigKey<Double> lower, ConfigKey<Double> upper) {
        config.require(
                config.get(lower) <= config.get(upper), lower, "must be at most " + upper + ", " + config.get(upper));
    }
}
