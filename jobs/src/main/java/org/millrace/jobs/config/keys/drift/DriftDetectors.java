package org.millrace.jobs.config.keys.drift;

import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ValueType.realNumber;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.millrace.jobs.config.Choice;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.Values;
import org.millrace.model.drift.Adwin;
import org.millrace.model.drift.Ddm;
import org.millrace.model.drift.DriftDetector;
import org.millrace.model.drift.Eddm;
import org.millrace.model.drift.HddmA;
import org.millrace.model.drift.HddmW;
import org.millrace.model.drift.Kswin;
import org.millrace.model.drift.PageHinkley;

/** The detectors to choose from, each with the keys that it alone reads. A new one is a line in {@link #ALL}. */
final class DriftDetectors {

    /** Samples are drawn in the same way in every run, so that it finds the same drifts again. */
    static final long SEED = 1;

    static final ConfigKey<Double> ADWIN_DELTA = optional("drift.adwin-delta", realNumber("(0, 1)"), "0.05")
            .meaning(
                    "Probability of a false alarm in one look at the window; greater = sooner, with more false alarms");
    static final ConfigKey<Double> DDM_WARNING = optional(
                    "drift.ddm-warning", realNumber("(0, 100]"), Ddm.DEFAULT_WARNING)
            .meaning("Standard deviations above the lowest error rate at which it warns; at most drift.ddm-drift");
    static final ConfigKey<Double> DDM_DRIFT = optional("drift.ddm-drift", realNumber("(0, 100]"), Ddm.DEFAULT_DRIFT)
            .meaning("Standard deviations above the lowest error rate that are a drift");
    static final ConfigKey<Double> EDDM_WARNING = optional(
                    "drift.eddm-warning", realNumber("(0, 1)"), Eddm.DEFAULT_WARNING)
            .meaning("Share of the greatest distance between errors below which it warns; at least drift.eddm-drift");
    static final ConfigKey<Double> EDDM_DRIFT = optional("drift.eddm-drift", realNumber("(0, 1)"), Eddm.DEFAULT_DRIFT)
            .meaning("Share of the greatest distance between errors below which it is a drift");
    static final ConfigKey<Double> PAGE_HINKLEY_TOLERANCE = optional(
                    "drift.page-hinkley-tolerance", realNumber("[0, 1]"), PageHinkley.DEFAULT_TOLERANCE)
            .meaning("Rise of the mean error that is no drift");
    static final ConfigKey<Double> PAGE_HINKLEY_THRESHOLD = optional(
                    "drift.page-hinkley-threshold", realNumber("(0, 1e9]"), PageHinkley.DEFAULT_THRESHOLD)
            .meaning("Sum of the errors beyond their mean that is a drift");
    static final ConfigKey<Double> PAGE_HINKLEY_FORGETTING = optional(
                    "drift.page-hinkley-forgetting", realNumber("(0, 1]"), PageHinkley.DEFAULT_FORGETTING)
            .meaning("Share of that sum that is kept from example to example");
    static final ConfigKey<Double> HDDM_WARNING = optional(
                    "drift.hddm-warning", realNumber("(0, 1)"), HddmA.DEFAULT_WARNING)
            .meaning("Probability of a false warning; at least drift.hddm-drift");
    static final ConfigKey<Double> HDDM_DRIFT = optional("drift.hddm-drift", realNumber("(0, 1)"), HddmA.DEFAULT_DRIFT)
            .meaning("Probability of a false alarm");
    static final ConfigKey<Double> HDDM_NEWEST = optional(
                    "drift.hddm-newest", realNumber("(0, 1)"), HddmW.DEFAULT_NEWEST)
            .meaning("Weight of the newest error in the exponential mean");
    static final ConfigKey<Double> KSWIN_ALPHA = optional(
                    "drift.kswin-alpha", realNumber("(0, 1)"), Kswin.DEFAULT_ALPHA)
            .meaning("Probability of a false alarm in one comparison");
    static final ConfigKey<Integer> KSWIN_WINDOW = optional(
                    "drift.kswin-window", wholeNumber(4, 100_000), Kswin.DEFAULT_WINDOW)
            .meaning("Values that are remembered; at least twice drift.kswin-sample");
    static final ConfigKey<Integer> KSWIN_SAMPLE = optional(
                    "drift.kswin-sample", wholeNumber(2, 10_000), Kswin.DEFAULT_SAMPLE)
            .meaning("How many of the latest values are compared with as many before them");

    static final Choice<Optional<DriftDetector>> EDDM = detector(
            "eddm",
            List.of(EDDM_WARNING, EDDM_DRIFT),
            config -> new Eddm(config.get(EDDM_WARNING), config.get(EDDM_DRIFT), Eddm.DEFAULT_MINIMUM));

    static final List<Choice<Optional<DriftDetector>>> ALL = List.of(
            detector("adwin", List.of(ADWIN_DELTA), config -> new Adwin(config.get(ADWIN_DELTA))),
            detector(
                    "ddm",
                    List.of(DDM_WARNING, DDM_DRIFT),
                    config -> new Ddm(config.get(DDM_WARNING), config.get(DDM_DRIFT), Ddm.DEFAULT_MINIMUM)),
            EDDM,
            detector(
                    "page-hinkley",
                    List.of(PAGE_HINKLEY_TOLERANCE, PAGE_HINKLEY_THRESHOLD, PAGE_HINKLEY_FORGETTING),
                    config -> new PageHinkley(
                            PageHinkley.DEFAULT_MINIMUM,
                            config.get(PAGE_HINKLEY_TOLERANCE),
                            config.get(PAGE_HINKLEY_THRESHOLD),
                            config.get(PAGE_HINKLEY_FORGETTING))),
            detector(
                    "hddm-a",
                    List.of(HDDM_WARNING, HDDM_DRIFT),
                    config -> new HddmA(config.get(HDDM_DRIFT), config.get(HDDM_WARNING))),
            detector(
                    "hddm-w",
                    List.of(HDDM_WARNING, HDDM_DRIFT, HDDM_NEWEST),
                    config -> new HddmW(config.get(HDDM_DRIFT), config.get(HDDM_WARNING), config.get(HDDM_NEWEST))),
            detector(
                    "kswin",
                    List.of(KSWIN_ALPHA, KSWIN_WINDOW, KSWIN_SAMPLE),
                    config -> new Kswin(
                            config.get(KSWIN_ALPHA), config.get(KSWIN_WINDOW), config.get(KSWIN_SAMPLE), SEED)),
            new Choice<>("none", Optional.empty()));

    private DriftDetectors() {}

    private static Choice<Optional<DriftDetector>> detector(
            String name, List<ConfigKey<?>> keys, Function<Values, DriftDetector> reader) {
        return new Choice<>(name, keys, config -> Optional.of(reader.apply(config)));
    }
}
