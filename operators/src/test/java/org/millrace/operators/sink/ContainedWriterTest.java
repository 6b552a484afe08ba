package org.millrace.operators.sink;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.junit.jupiter.api.Test;

class ContainedWriterTest {

    private final ContainedWriter<String> writer = new ContainedWriter<>(new Unauthorized());

    @Test
    void closesAWriterThatFailsToClose() {
        assertThatCode(writer::close).doesNotThrowAnyException();
    }

    @Test
    void hidesNoFailureToWrite() {
        assertThatThrownBy(() -> writer.write("evaluation", null)).hasMessage("may not write");
        assertThatThrownBy(() -> writer.flush(false)).hasMessage("may not flush");
        assertThatThrownBy(writer::prepareCommit).hasMessage("may not commit");
        assertThatThrownBy(() -> writer.snapshotState(1)).hasMessage("may not begin another transaction");
    }

    /** All that it does, it may not. */
    private static final class Unauthorized
            implements PrecommittingStatefulSinkWriter<String, KafkaWriterState, KafkaCommittable> {

        @Override
        public void write(String element, Context context) throws IOException {
            throw new IOException("may not write");
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            throw new IOException("may not flush");
        }

        @Override
        public Collection<KafkaCommittable> prepareCommit() throws IOException {
            throw new IOException("may not commit");
        }

        @Override
        public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
            throw new IOException("may not begin another transaction");
        }

        @Override
        public void close() throws Exception {
            throw new IOException("One or more Kafka Producer send requests have encountered exception");
        }
    }
}
