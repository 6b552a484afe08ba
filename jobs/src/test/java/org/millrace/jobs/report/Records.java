package org.millrace.jobs.report;

import java.util.Optional;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;
import org.millrace.operators.record.EvaluationRecord.LearnerStatus;
import org.millrace.operators.record.EvaluationRecord.NetworkDigest;
import org.millrace.operators.record.EvaluationRecord.Subject;
import org.millrace.operators.record.Ledger;
import org.millrace.operators.record.Scores;

/** Makes evaluation records for tests. */
final class Records {

    private Records() {}

    /** The end of a pass over 90 training and 10 validation examples of two classes. */
    static EvaluationRecord pass(int number, double trainingLoss, double validationLoss, double accuracy) {
        Scores training = scores(90, trainingLoss, 0.9);
        Scores validation = scores(10, validationLoss, accuracy);
        return new EvaluationRecord(
                new Subject(Kind.PASS, "animals", number, Optional.empty()),
                0,
                new LearnerStatus(9L * number, 0, 0.01, 1.5),
                Optional.of(training),
                Optional.of(validation),
                new Ledger(100L * number, 90L * number, 10L * number, 0, 0),
                Optional.of(new NetworkDigest(42, 9L * number, "cd".repeat(32))));
    }

    /** The test after {@code passes} passes: 20 examples, of which 4 of class 0 were taken for class 1. */
    static EvaluationRecord test(int passes, long deadLetters) {
        return test(passes, deadLetters, new long[][] {{6, 4}, {0, 10}});
    }

    /** The test after one pass, with these counts. */
    static EvaluationRecord tested(long[][] confusionMatrix) {
        return test(1, 0, confusionMatrix);
    }

    private static EvaluationRecord test(int passes, long deadLetters, long[][] confusionMatrix) {
        Scores scores = new Scores(20, 0.5, 0.8, 0.6, ConfusionMatrix.of(confusionMatrix));
        Ledger ledger = new Ledger(100L * passes + 20 + deadLetters, 90L * passes, 10L * passes, 20, deadLetters);
        return new EvaluationRecord(
                new Subject(Kind.TEST, "animals", 1, Optional.empty()),
                0,
                new LearnerStatus(9L * passes, 0, 0.01, 1.5),
                Optional.empty(),
                Optional.of(scores),
                ledger,
                Optional.of(new NetworkDigest(42, 9L * passes, "ab".repeat(32))));
    }

    /** The end of a pass over nothing but dead letters. */
    static EvaluationRecord empty(long deadLetters) {
        return new EvaluationRecord(
                new Subject(Kind.PASS, "animals", 1, Optional.empty()),
                0,
                new LearnerStatus(0, 0, Double.NaN, Double.NaN),
                Optional.empty(),
                Optional.empty(),
                new Ledger(deadLetters, 0, 0, 0, deadLetters),
                Optional.of(new NetworkDigest(42, 0, "cd".repeat(32))));
    }

    static EvaluationRecord refusing(EvaluationRecord record, long refusedSteps) {
        return new EvaluationRecord(
                record.subject(),
                record.timestamp(),
                new LearnerStatus(
                        record.learner().step(),
                        refusedSteps,
                        record.learner().learningRate(),
                        record.learner().gradientNorm()),
                record.training(),
                record.heldOut(),
                record.ledger(),
                record.network());
    }

    private static Scores scores(long examples, double loss, double accuracy) {
        return new Scores(examples, loss, accuracy, 0.7, ConfusionMatrix.of(new long[][] {{examples, 0}, {0, 0}}));
    }
}
