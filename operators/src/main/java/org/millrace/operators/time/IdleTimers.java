package org.millrace.operators.time;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.TimerService;

/**
 * Tells, key by key, when nothing has come for a while by the clock. What it knows is of one task since its start: after a
 * restart every wait begins anew, so that an outage is not taken for idleness.
 */
public final class IdleTimers {

    private final long timeout;
    private final Map<String, Wait> waits = new HashMap<>();

    private static final class Wait {

        private long lastSeen;
        private long end;
    }

    /** @param timeout milliseconds without an element after which a key is idle; 0: never */
    public IdleTimers(long timeout) {
        if (timeout < 0) {
            throw new IllegalArgumentException("idle timeout must not be negative: " + timeout);
        }
        this.timeout = timeout;
    }

    /**
     * Something came for a key. One timer at a time and a note of the latest element are cheaper than a timer for each.
     *
     * @param timers of the current key, which is {@code key}
     */
    public void seen(String key, TimerService timers) {
        if (timeout == 0) {
            return;
        }
        long now = timers.currentProcessingTime();
        Wait wait = waits.get(requireNonNull(key, "key"));
        if (wait == null) {
            wait = new Wait();
            waits.put(key, wait);
            await(wait, now, timers);
        }
        wait.lastSeen = now;
    }

    /**
     * A timer of a key has gone off.
     *
     * @param clock the time that the timer was set to
     * @return whether nothing has come for the whole timeout
     */
    public boolean isIdle(String key, long clock, TimerService timers) {
        if (timeout == 0) {
            return false;
        }
        Wait wait = waits.get(requireNonNull(key, "key"));
        if (wait == null) {
            // The timer comes from a checkpoint.
            seen(key, timers);
            return false;
        }
        if (clock != wait.end) {
            return false;
        }
        if (clock < wait.lastSeen + timeout) {
            await(wait, wait.lastSeen, timers);
            return false;
        }
        waits.remove(key);
        return true;
    }

    private void await(Wait wait, long since, TimerService timers) {
        wait.end = since + timeout;
        timers.registerProcessingTimeTimer(wait.end);
    }
}
