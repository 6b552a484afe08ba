package org.millrace.model.evaluation;

import java.util.function.IntToDoubleFunction;

/**
 * What follows from the margins and the diagonal of a confusion matrix, in the examples' weights. A ratio that would divide by
 * zero, as the precision of a class that was never predicted, is 0, as scikit-learn has it with {@code zero_division=0};
 * every figure of no examples is NaN.
 */
final class ClassFigures {

    private final double[] actual;
    private final double[] predicted;
    private final double[] right;
    private final double total;

    /** @param total of {@code actual}, and of {@code predicted}: the weight by class */
    ClassFigures(double[] actual, double[] predicted, double[] right, double total) {
        this.actual = actual;
        this.predicted = predicted;
        this.right = right;
        this.total = total;
    }

    /** The share of the examples whose class was predicted. */
    double accuracy() {
        double sum = 0;
        for (double ofClass : right) {
            sum += ofClass;
        }
        return sum / total;
    }

    /** The mean recall over the classes that have examples (Brodersen et al. 2010). */
    double balancedAccuracy() {
        double sum = 0;
        int classes = 0;
        for (int k = 0; k < actual.length; k++) {
            sum += recall(k);
            classes += actual[k] > 0 ? 1 : 0;
        }
        return sum / classes;
    }

    /** The share of the predictions of class {@code k} that are right. */
    double precision(int k) {
        return ratio(right[k], predicted[k]);
    }

    /** The share of the examples of class {@code k} that were predicted to be of it. */
    double recall(int k) {
        return ratio(right[k], actual[k]);
    }

    /** The harmonic mean of precision and recall. */
    double f1(int k) {
        return ratio(2 * right[k], actual[k] + predicted[k]);
    }

    /** The mean precision over all classes, each counting the same. */
    double macroPrecision() {
        return macro(this::precision);
    }

    /** The mean recall over all classes, those without examples included; see {@link #balancedAccuracy}. */
    double macroRecall() {
        return macro(this::recall);
    }

    /** The mean F1 over all classes. */
    double macroF1() {
        return macro(this::f1);
    }

    /** The mean precision over all classes, each counting as often as it has examples. */
    double weightedPrecision() {
        return weighted(this::precision);
    }

    /** The weighted mean recall, which is the accuracy. */
    double weightedRecall() {
        return weighted(this::recall);
    }

    /** The weighted mean F1. */
    double weightedF1() {
        return weighted(this::f1);
    }

    private double macro(IntToDoubleFunction figure) {
        double sum = 0;
        for (int k = 0; k < actual.length; k++) {
            sum += figure.applyAsDouble(k);
        }
        return total == 0 ? Double.NaN : sum / actual.length;
    }

    private double weighted(IntToDoubleFunction figure) {
        double sum = 0;
        for (int k = 0; k < actual.length; k++) {
            sum += figure.applyAsDouble(k) * actual[k];
        }
        return sum / total;
    }

    /**
     * Cohen's kappa (1960): how far the accuracy {@code p₀} is above that of guessing with the same marginals {@code pₑ},
     * {@code (p₀ - pₑ) / (1 - pₑ)}; NaN when both are certain.
     */
    double kappa() {
        double byChance = 0;
        for (int k = 0; k < actual.length; k++) {
            byChance += (actual[k] / total) * (predicted[k] / total);
        }
        return above(byChance);
    }

    /**
     * Kappa-M (Bifet et al. 2015): how far the accuracy is above that of always predicting the class with the most examples; NaN
     * if all are of one class.
     */
    double kappaM() {
        double most = 0;
        for (double ofClass : actual) {
            most = Math.max(most, ofClass);
        }
        return above(most / total);
    }

    /** {@code (p₀ - p) / (1 - p)}: how far the accuracy is above another, 1 for no error; NaN if the other makes none. */
    double above(double other) {
        return other == 1 ? Double.NaN : (accuracy() - other) / (1 - other);
    }

    /**
     * The correlation of actual and predicted classes (Matthews 1975, of more than two classes Gorodkin 2004):
     * {@code (p₀ - Σ aₖpₖ) / √((1 - Σ aₖ²)(1 - Σ pₖ²))} with the shares a and p of the classes; 0 if all examples, or all
     * predictions, are of one class, as scikit-learn has it.
     */
    double matthewsCorrelation() {
        double both = 0;
        double ofActual = 0;
        double ofPredicted = 0;
        for (int k = 0; k < actual.length; k++) {
            double a = actual[k] / total;
            double p = predicted[k] / total;
            both += a * p;
            ofActual += a * a;
            ofPredicted += p * p;
        }
        double spread = (1 - ofActual) * (1 - ofPredicted);
        return spread == 0 ? 0 : (accuracy() - both) / Math.sqrt(spread);
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
