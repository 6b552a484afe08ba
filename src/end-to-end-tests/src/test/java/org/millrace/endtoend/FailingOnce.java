package org.millrace.endtoend;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.Kind;

/** Keeps evaluations by their key, and fails the task once, when the given record first comes. */
final class FailingOnce implements Sink<EvaluationRecord> {

    private static final long serialVersionUID = 1L;

    /** Flink copies a sink to its tasks, in this same JVM: what they share is found here by name. */
    private static final Map<String, Shared> SHARED = new ConcurrentHashMap<>();

    private final String name;
    private final Kind failAt;
    private final int failInPass;

    FailingOnce(String name, Kind failAt, int failInPass) {
        this.name = name;
        this.failAt = failAt;
        this.failInPass = failInPass;
        SHARED.put(name, new Shared(new ConcurrentHashMap<>(), new AtomicBoolean()));
    }

    private record Shared(Map<String, EvaluationRecord> records, AtomicBoolean failed) {}

    Map<String, EvaluationRecord> records() {
        return SHARED.get(name).records();
    }

    boolean hasFailed() {
        return SHARED.get(name).failed().get();
    }

    @Override
    public SinkWriter<EvaluationRecord> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(EvaluationRecord record, Context unused) throws IOException {
                if (record.kind() == failAt
                        && record.pass() == failInPass
                        && SHARED.get(name).failed().compareAndSet(false, true)) {
                    throw new IOException("a failure on purpose at " + record.key());
                }
                records().put(record.key(), record);
            }

            @Override
            public void flush(boolean endOfInput) {
                // Every record is kept at once.
            }

            @Override
            public void close() {
                // Nothing is held open.
            }
        };
    }
}
