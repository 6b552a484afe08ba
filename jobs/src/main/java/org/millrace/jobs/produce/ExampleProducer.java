package org.millrace.jobs.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.millrace.jobs.data.Dataset;
import org.millrace.jobs.data.Dataset.Part;
import org.millrace.operators.format.ExampleFormat;
import org.millrace.operators.format.ExampleFormats;
import org.millrace.operators.schema.ExampleSchema;

/** Writes the examples of a data set to a topic. */
final class ExampleProducer implements AutoCloseable {

    private final ExampleFormat format;
    private final ExampleSchema schema;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    ExampleProducer(Dataset dataset, Properties kafka) {
        this.format = dataset.format();
        this.schema = new ExampleSchema(dataset.features(), dataset.task(), dataset.classes());
        Properties properties = (Properties) kafka.clone();
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "5");
        properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, "262144");
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Writes the examples of {@code part} in order, and waits until the broker has all of them.
     *
     * @param progress is told after each example how many were handed to the Kafka client
     */
    void produce(Part part, String topic, IntConsumer progress) throws ExecutionException {
        byte[] contentType = format.contentType().getBytes(UTF_8);
        for (int i = 0; i < part.size() && failure.get() == null; i++) {
            byte[] key = part.id(i).getBytes(UTF_8);
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, null, key, part.value(i, format, schema));
            record.headers().add(ExampleFormats.CONTENT_TYPE, contentType);
            var unused = producer.send(record, (metadata, e) -> failure.compareAndSet(null, e));
            progress.accept(i + 1);
        }
        producer.flush();
        if (failure.get() != null) {
            throw new ExecutionException("cannot write examples to topic " + topic, failure.get());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
