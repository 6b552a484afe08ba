package org.millrace.jobs.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.millrace.jobs.data.Dataset;
import org.millrace.operators.format.ExampleFormat;
import org.millrace.operators.format.ExampleFormats;
import org.millrace.operators.format.LabelledExample;
import org.millrace.operators.schema.ExampleSchema;

/** Writes examples to a topic. */
final class ExampleProducer implements AutoCloseable {

    /** How long a broker may be away; a stream without end goes on when it is back. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);

    private final Dataset dataset;
    private final ExampleFormat format;
    private final ExampleSchema schema;
    private final Faults faults;
    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final byte[] contentType;
    private final AtomicLong written = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    ExampleProducer(Dataset dataset, Faults faults, String topic, Properties kafka) {
        this.dataset = dataset;
        this.format = dataset.format();
        this.schema = new ExampleSchema(dataset.features(), dataset.task(), dataset.classes());
        this.faults = faults;
        this.topic = topic;
        this.contentType = format.contentType().getBytes(UTF_8);
        Properties properties = (Properties) kafka.clone();
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "5");
        properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, "262144");
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** How many records the broker has. */
    long written() {
        return written.get();
    }

    /**
     * Hands an example to the Kafka client.
     *
     * @param number of the example in its stream, from 0
     * @throws ExecutionException if it, or one before it, could not be written
     */
    void send(LabelledExample example, long number) throws ExecutionException, InterruptedException {
        byte[] key = example.id().orElseThrow().getBytes(UTF_8);
        byte[] value = faults.of(number, schema.task())
                .map(fault -> Faults.write(example, fault, format, schema))
                .orElseGet(() -> dataset.value(example));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, key, value);
        record.headers().add(ExampleFormats.CONTENT_TYPE, contentType);
        try {
            var unused = producer.send(record, (metadata, e) -> {
                if (e == null) {
                    written.incrementAndGet();
                } else {
                    failure.compareAndSet(null, e);
                }
            });
        } catch (InterruptException e) {
            throw interrupted(e);
        }
        requireNoFailure();
    }

    /** Waits until the broker has all records. */
    void flush() throws ExecutionException, InterruptedException {
        try {
            producer.flush();
        } catch (InterruptException e) {
            throw interrupted(e);
        }
        requireNoFailure();
    }

    /** Kafka's exception is not a checked one, and leaves the thread marked. */
    private static InterruptedException interrupted(InterruptException cause) {
        boolean unused = Thread.interrupted();
        InterruptedException checked = new InterruptedException(cause.getMessage());
        checked.initCause(cause);
        return checked;
    }

    private void requireNoFailure() throws ExecutionException {
        if (failure.get() != null) {
            throw new ExecutionException("cannot write examples to topic " + topic, failure.get());
        }
    }

    /** What the broker does not have by now may be lost. */
    @Override
    public void close() {
        producer.close(LAST_PATIENCE);
    }
}
