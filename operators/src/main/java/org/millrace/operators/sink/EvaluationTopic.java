package org.millrace.operators.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.millrace.operators.format.EvaluationJson;
import org.millrace.operators.format.ExampleFormats;
import org.millrace.operators.format.JsonExampleFormat;
import org.millrace.operators.record.EvaluationRecord;

/** Writes evaluations to their topic: JSON, under a key that is the same after every restart. */
public final class EvaluationTopic implements KafkaRecordSerializationSchema<EvaluationRecord> {

    private static final long serialVersionUID = 1L;

    private final String topic;

    public EvaluationTopic(String topic) {
        this.topic = requireNonNull(topic, "topic");
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(EvaluationRecord record, KafkaSinkContext context, Long timestamp) {
        ProducerRecord<byte[], byte[]> produced = new ProducerRecord<>(
                topic, null, null, record.key().getBytes(UTF_8), EvaluationJson.write(record), new RecordHeaders());
        produced.headers().add(ExampleFormats.CONTENT_TYPE, JsonExampleFormat.CONTENT_TYPE.getBytes(UTF_8));
        return produced;
    }
}
