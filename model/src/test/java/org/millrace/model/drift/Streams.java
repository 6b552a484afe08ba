package org.millrace.model.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Streams of errors, and what detectors make of them. */
final class Streams {

    private Streams() {}

    /** So many errors of 0 or 1, with a rate up to a place and another from there. */
    static double[] errors(long seed, int length, int place, double before, double after) {
        Random random = new Random(seed);
        double[] errors = new double[length];
        for (int i = 0; i < length; i++) {
            errors[i] = random.nextDouble() < (i < place ? before : after) ? 1 : 0;
        }
        return errors;
    }

    static List<Integer> alarms(DriftDetector detector, double[] values) {
        return alarms(detector, values, 0);
    }

    /** Places of alarms from a place on. */
    static List<Integer> alarms(DriftDetector detector, double[] values, int from) {
        List<Integer> alarms = new ArrayList<>();
        for (int i = from; i < values.length; i++) {
            if (detector.add(values[i]) == DriftLevel.DRIFT) {
                alarms.add(i);
            }
        }
        return alarms;
    }
}
