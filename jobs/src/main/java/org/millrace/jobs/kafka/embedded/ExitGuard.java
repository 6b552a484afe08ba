package org.millrace.jobs.kafka.embedded;

import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Kafka from ending this process: after a fatal error, a full disk for instance, a broker of its own calls for
 * the end of the process, but here it is a guest.
 */
final class ExitGuard {

    private static final Logger LOG = LoggerFactory.getLogger(ExitGuard.class);

    private ExitGuard() {}

    /** Replaces Kafka's process-wide exit procedures. They are not put back, as no part of this process wants them. */
    static void install() {
        Exit.setExitProcedure(ExitGuard::refuse);
        Exit.setHaltProcedure(ExitGuard::refuse);
    }

    /** Kafka does not expect to go on after this, so the calling thread ends with an error. */
    private static void refuse(int status, String message) {
        LOG.error("Kafka has failed and stops working (status {}): {}", status, message);
        throw new IllegalStateException("Kafka wanted to end the process with status " + status + ": " + message);
    }
}
