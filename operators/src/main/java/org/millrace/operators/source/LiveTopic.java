package org.millrace.operators.source;

import java.nio.ByteBuffer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.millrace.operators.record.Reading;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.state.Types;

/** Takes over the records of a topic that is followed live. */
final class LiveTopic implements KafkaRecordDeserializationSchema<SourceElement> {

    private static final long serialVersionUID = 1L;

    private transient KafkaRecords records;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceElement> out) {
        if (record instanceof LostRange range) {
            out.collect(range.lost());
            return;
        }
        if (records == null) {
            records = new KafkaRecords();
        }
        ByteBuffer value = record.value() == null ? null : ByteBuffer.wrap(record.value());
        out.collect(records.raw(record, value, Reading.LIVE));
    }

    @Override
    public TypeInformation<SourceElement> getProducedType() {
        return Types.SOURCE_ELEMENT;
    }
}
