package org.millrace.jobs.deadletters;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.ModelKeys;
import org.millrace.jobs.kafka.Topics;
import org.millrace.jobs.watch.Console;

/**
 * The dead letters of the topic of examples: a table of them, and sending them back. What is sent back, and that it was, become
 * visible in one transaction.
 */
public final class DeadLetters {

    private final JobConfig config;
    private final Console console;
    private final String examples;
    private final String deadLetters;
    private final String name;

    public DeadLetters(JobConfig config, Console console) {
        this.config = requireNonNull(config, "config");
        this.console = requireNonNull(console, "console");
        this.examples = config.get(KafkaKeys.EXAMPLES_TOPIC);
        this.deadLetters = config.get(KafkaKeys.DEAD_LETTERS_TOPIC);
        this.name = "millrace-" + config.get(ModelKeys.NAME) + "-replay";
    }

    /** Letters with the same reason, and the latest of them. */
    private record Pile(int count, Letter latest) {

        private static Pile of(Letter letter) {
            return new Pile(1, letter);
        }

        private Pile plus(Pile later) {
            return new Pile(count + later.count, later.latest);
        }
    }

    /**
     * Prints how many letters there are for each reason, and one of each.
     *
     * @throws ConfigException if the broker cannot be reached, or a topic does not exist
     */
    public void list() throws InterruptedException {
        requireTopics();
        Map<String, Pile> piles = new TreeMap<>();
        int sent = 0;
        try (LetterReader reader = new LetterReader(deadLetters, name, config.kafkaProperties())) {
            Map<TopicPartition, Long> before = reader.sentBefore();
            reader.toBeginning();
            while (reader.hasMore()) {
                for (ConsumerRecord<byte[], byte[]> record : reader.next()) {
                    Optional<Letter> letter = ofExamples(record);
                    letter.ifPresent(one -> piles.merge(one.reason(), Pile.of(one), Pile::plus));
                    boolean isSent =
                            record.offset() < before.get(new TopicPartition(record.topic(), record.partition()));
                    sent += letter.isPresent() && isSent ? 1 : 0;
                }
            }
        }
        print(piles, sent);
    }

    private void print(Map<String, Pile> piles, int sent) {
        int all = piles.values().stream().mapToInt(Pile::count).sum();
        if (all == 0) {
            console.print("Topic " + deadLetters + " holds no dead letters of topic " + examples);
            return;
        }
        console.print(format("%,d dead letters of topic %s in topic %s", all, examples, deadLetters)
                + (sent == 0 ? "" : format("; --replay has dealt with %,d of them", sent)));
        piles.forEach((reason, pile) -> {
            console.print(format(
                    "%n%-22s %,9d   the latest: %s",
                    reason, pile.count(), pile.latest().problem()));
            console.print(format("%35s%s", "", pile.latest().shownValue()));
        });
        if (sent < all) {
            console.print(
                    format("%nWhen the cause is mended, --replay sends them back to topic %s, each once", examples));
        }
    }

    /**
     * Sends every letter that was not sent back yet to the topic of examples.
     *
     * @throws ConfigException if the broker cannot be reached, or a topic does not exist
     * @throws ExecutionException if Kafka does not take the records; none of those in the last transaction were sent
     */
    public void replay() throws InterruptedException, ExecutionException {
        requireTopics();
        int sent = 0;
        int incomplete = 0;
        // The producer first: it ends what another one of the same name has left open, and with it the reader's offsets
        // are final.
        try (Producer<byte[], byte[]> producer = producer()) {
            producer.initTransactions();
            try (LetterReader reader = new LetterReader(deadLetters, name, config.kafkaProperties())) {
                int partitions = reader.partitions(examples);
                while (reader.hasMore()) {
                    producer.beginTransaction();
                    for (ConsumerRecord<byte[], byte[]> record : reader.next()) {
                        Optional<Letter> letter = ofExamples(record);
                        if (letter.filter(Letter::isComplete).isPresent()) {
                            var unused = producer.send(letter.get().original(partitions));
                            sent++;
                        } else if (letter.isPresent()) {
                            incomplete++;
                        }
                    }
                    producer.sendOffsetsToTransaction(reader.offsets(), reader.group());
                    producer.commitTransaction();
                }
            }
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new ExecutionException(
                    "another replay of the same model has begun; it goes on where this one ended", e);
        } catch (KafkaException e) {
            throw new ExecutionException(
                    "cannot send dead letters back to topic " + examples + ": " + e.getMessage(), e);
        }
        console.print(format("Records sent back to topic %s: %,d", examples, sent)
                + (incomplete == 0
                        ? ""
                        : format("; left: %,d, of which the letter holds only a part, cut or masked", incomplete)));
    }

    private Producer<byte[], byte[]> producer() {
        Properties properties = config.kafkaProperties();
        properties.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void requireTopics() throws InterruptedException {
        Topics.requireExisting(config, KafkaKeys.EXAMPLES_TOPIC);
        Topics.requireExisting(config, KafkaKeys.DEAD_LETTERS_TOPIC);
    }

    private Optional<Letter> ofExamples(ConsumerRecord<byte[], byte[]> record) {
        return Letter.of(record).filter(letter -> letter.topic().equals(examples));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
