package org.millrace.jobs.flink;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Finds the sentence of a failure that tells a user what happened. */
public final class Failures {

    /** Who only passes on what another says, as all of Flink's own exceptions do. */
    private static final Set<Class<?>> MESSENGERS = Set.of(ExecutionException.class, CompletionException.class);

    private static final String FLINKS = "org.apache.flink.";

    /** How plain exceptions of Flink's sources and of Kafka's clients begin to say that something happened, and not what. */
    private static final List<String> SAYING_NOTHING = List.of(
            "One or more fetchers have encountered exception",
            "SplitFetcher thread",
            "Failed to construct kafka",
            "Failed to create new ",
            "Could not perform checkpoint ",
            "One or more Kafka Producer send requests have encountered exception");

    private Failures() {}

    /**
     * The {@linkplain #firstLine first line} of the outermost cause with a sentence of its own, which knows best what was being
     * done; of the root cause if none has one.
     */
    public static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && saysNothing(cause)) {
            cause = cause.getCause();
        }
        return firstLine(cause);
    }

    private static boolean saysNothing(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                || message.equals(failure.getCause().toString())
                || MESSENGERS.contains(failure.getClass())
                || failure.getClass().getName().startsWith(FLINKS)
                || SAYING_NOTHING.stream().anyMatch(message::startsWith);
    }

    /** The first line of its message, without a full stop, since more may follow; the name of its class where it has none. */
    public static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").replaceFirst("\\.$", "");
    }
}
