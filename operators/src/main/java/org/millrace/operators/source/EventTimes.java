package org.millrace.operators.source;

import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.Phase;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.record.StreamTime;

/**
 * Says when an element of a source stands in event time, and with watermarks how far each partition has come.
 *
 * <p>The watermark of a partition stays below the latest event time it has delivered, because the next record may have the
 * same; only the end of a pass is final.
 */
public final class EventTimes {

    private EventTimes() {}

    /** Event times alone: nobody waits for another partition. */
    public static WatermarkStrategy<SourceElement> withoutWatermarks() {
        return WatermarkStrategy.<SourceElement>noWatermarks().withTimestampAssigner(assigner());
    }

    /**
     * Event times and watermarks.
     *
     * @param idleTimeout after how long without a record a partition no longer holds up the others; empty: never
     */
    public static WatermarkStrategy<SourceElement> withWatermarks(Optional<Duration> idleTimeout) {
        WatermarkStrategy<SourceElement> strategy = WatermarkStrategy.<SourceElement>forGenerator(
                        context -> new OfPartition())
                .withTimestampAssigner(assigner());
        return idleTimeout.map(strategy::withIdleness).orElse(strategy);
    }

    private static TimestampAssignerSupplier<SourceElement> assigner() {
        return context -> EventTimes::of;
    }

    /** A replay has worked out the event time already, a Kafka source only knows the record's timestamp. */
    private static long of(SourceElement element, long known) {
        return element instanceof RawRecord record && record.reading().phase() == Phase.LIVE
                ? StreamTime.of(Phase.LIVE, record.reading().pass(), known)
                : known;
    }

    private static final class OfPartition implements WatermarkGenerator<SourceElement> {

        private long latest = Long.MIN_VALUE;

        @Override
        public void onEvent(SourceElement element, long time, WatermarkOutput output) {
            latest = Math.max(latest, time);
            if (element instanceof EndOfPass) {
                output.emitWatermark(new Watermark(time));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            if (latest > Long.MIN_VALUE) {
                output.emitWatermark(new Watermark(latest - 1));
            }
        }
    }
}
