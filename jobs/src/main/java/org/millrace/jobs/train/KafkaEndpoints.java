package org.millrace.jobs.train;

import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.ErrorKeys;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.ModelKeys;
import org.millrace.jobs.config.keys.TrainingKeys;
import org.millrace.jobs.kafka.ClientNames;
import org.millrace.operators.record.DeadLetter;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.SourceElement;
import org.millrace.operators.sink.ContainedSink;
import org.millrace.operators.sink.DeadLetterTopic;
import org.millrace.operators.sink.EvaluationTopic;
import org.millrace.operators.sink.Redaction;
import org.millrace.operators.source.LiveSource;
import org.millrace.operators.source.ReplaySource;

/** The real ends of the pipeline: the topics that the configuration names. */
final class KafkaEndpoints {

    private final JobConfig config;
    private final Properties kafka;

    KafkaEndpoints(JobConfig config) {
        this.config = config;
        this.kafka = config.kafkaProperties();
    }

    Source<SourceElement, ?, ?> examples() {
        return switch (config.get(KafkaKeys.SOURCE_MODE)) {
            case PASSES -> replay();
            case LIVE -> live();
        };
    }

    private ReplaySource replay() {
        ReplaySource source = new ReplaySource(
                config.get(KafkaKeys.EXAMPLES_TOPIC),
                TestSource.of(config).topic(),
                config.get(TrainingKeys.PASSES),
                kafka);
        ReplaySource tolerant = skipsLostRecords() ? source.skippingLostRecords() : source;
        return config.get(KafkaKeys.STAY_OPEN) ? tolerant.stayingOpen() : tolerant;
    }

    private LiveSource live() {
        LiveSource source = new LiveSource(topics(), ClientNames.group(config), kafka);
        return skipsLostRecords() ? source.skippingLostRecords() : source;
    }

    private boolean skipsLostRecords() {
        return switch (config.get(KafkaKeys.ON_LOST_RECORDS)) {
            case FAIL -> false;
            case SKIP -> true;
        };
    }

    private List<String> topics() {
        Stream<String> examples = Stream.of(config.get(KafkaKeys.EXAMPLES_TOPIC));
        return Stream.concat(examples, TestSource.of(config).topic().stream())
                .distinct()
                .toList();
    }

    Sink<EvaluationRecord> evaluations() {
        return sink(ClientNames.EVALUATIONS, new EvaluationTopic(config.get(KafkaKeys.EVALUATIONS_TOPIC)));
    }

    Sink<DeadLetter> deadLetters() {
        return sink(
                ClientNames.DEAD_LETTERS,
                new DeadLetterTopic(
                        config.get(KafkaKeys.DEAD_LETTERS_TOPIC),
                        config.get(ModelKeys.NAME),
                        new Redaction(Set.copyOf(config.get(ErrorKeys.REDACT)))));
    }

    private <T> Sink<T> sink(String name, KafkaRecordSerializationSchema<T> records) {
        KafkaSinkBuilder<T> sink = KafkaSink.<T>builder()
                .setBootstrapServers(kafka.getProperty("bootstrap.servers"))
                .setProperty(
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        Integer.toString(config.get(KafkaKeys.TRANSACTION_TIMEOUT)))
                .setKafkaProducerConfig(kafka)
                .setRecordSerializer(records);
        switch (config.get(KafkaKeys.DELIVERY)) {
            case AT_LEAST_ONCE -> sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
            case EXACTLY_ONCE ->
                sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(ClientNames.transactionalIdPrefix(config, name));
        }
        return new ContainedSink<>(sink.build());
    }
}
