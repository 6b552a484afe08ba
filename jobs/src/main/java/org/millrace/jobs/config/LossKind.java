package org.millrace.jobs.config;

import java.util.Optional;
import org.millrace.model.loss.Task;

/** The choices of {@code training.loss}. */
public enum LossKind {
    /** The first of the others that suits the task. */
    AUTO(null),
    SOFTMAX_CROSS_ENTROPY(Task.CLASSIFICATION),
    BINARY_CROSS_ENTROPY(Task.MULTI_LABEL),
    MSE(Task.REGRESSION),
    MAE(Task.REGRESSION),
    HUBER(Task.REGRESSION);

    private final Task task;

    LossKind(Task task) {
        this.task = task;
    }

    /** The task that the loss is for; empty for {@link #AUTO}. */
    public Optional<Task> task() {
        return Optional.ofNullable(task);
    }

    /** This loss, or the one that {@link #AUTO} means for the task. */
    public LossKind orOf(Task wanted) {
        if (this != AUTO) {
            return this;
        }
        return switch (wanted) {
            case CLASSIFICATION -> SOFTMAX_CROSS_ENTROPY;
            case MULTI_LABEL -> BINARY_CROSS_ENTROPY;
            case REGRESSION -> MSE;
        };
    }
}
