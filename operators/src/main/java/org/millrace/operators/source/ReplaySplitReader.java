package org.millrace.operators.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.millrace.operators.record.EndOfPass;
import org.millrace.operators.record.LostRecords;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.ReadTally;
import org.millrace.operators.record.StreamTime;

/** One consumer that reads the ranges of its splits over and over, seeking back to the start after each pass. */
final class ReplaySplitReader implements SplitReader<ReplayItem, ReplaySplit> {

    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], ByteBuffer> consumer;
    private final Map<TopicPartition, ReplaySplit> splits = new HashMap<>();
    private final KafkaRecords kafkaRecords = new KafkaRecords();
    private final TopicIdentity topics;
    private final ExpiredOffsets expired;

    /** @param skips whether to go on without records that are lost */
    ReplaySplitReader(Properties kafka, TopicIdentity topics, boolean skips) {
        this.consumer = new KafkaConsumer<>(kafka);
        this.topics = topics;
        this.expired = new ExpiredOffsets(topics, skips);
    }

    @Override
    public void handleSplitsChanges(SplitsChange<ReplaySplit> change) {
        if (!(change instanceof SplitsAddition<ReplaySplit>)) {
            throw new IllegalArgumentException("splits can only be added: " + change);
        }
        change.splits().forEach(split -> splits.put(split.topicPartition(), split));
        consumer.assign(splits.keySet());
        change.splits().forEach(split -> consumer.seek(split.topicPartition(), split.position()));
    }

    @Override
    public RecordsWithSplitIds<ReplayItem> fetch() throws IOException {
        Map<String, Collection<ReplayItem>> items = new HashMap<>();
        List<ReplaySplit> finished = new ArrayList<>();
        ConsumerRecords<byte[], ByteBuffer> records = poll(items);
        for (ReplaySplit split : List.copyOf(splits.values())) {
            List<ConsumerRecord<byte[], ByteBuffer>> fetched = records.records(split.topicPartition());
            Collection<ReplayItem> ofSplit =
                    items.computeIfAbsent(split.splitId(), unused -> new ArrayList<>(fetched.size() + 1));
            ReplaySplit reached = advance(split, fetched, ofSplit);
            if (reached.isDone()) {
                splits.remove(split.topicPartition());
                finished.add(reached);
            } else {
                splits.put(split.topicPartition(), reached);
            }
        }
        if (!finished.isEmpty()) {
            // What ends may be the last word of the run: no checkpoint may come before it is told.
            ReplaySplit.requireTheirTopics(finished, topics);
            consumer.assign(splits.keySet());
        }
        return new RecordsBySplits<>(
                items, finished.stream().map(ReplaySplit::splitId).collect(Collectors.toSet()));
    }

    private ConsumerRecords<byte[], ByteBuffer> poll(Map<String, Collection<ReplayItem>> items) throws IOException {
        boolean allAtTheirEnd = splits.values().stream()
                .allMatch(split ->
                        split.isDone() || split.position() >= split.range().stop());
        if (allAtTheirEnd) {
            return ConsumerRecords.empty();
        }
        try {
            return consumer.poll(POLL_TIMEOUT);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        } catch (OffsetOutOfRangeException e) {
            for (LostRecords lost : expired.skip(e.offsetOutOfRangePartitions())) {
                skip(lost, items);
            }
            return ConsumerRecords.empty();
        } catch (KafkaException e) {
            throw new IOException("cannot read from Kafka: " + e.getMessage(), e);
        }
    }

    /** Goes on after what is lost, or at the end of the range if all the rest of it is. */
    private void skip(LostRecords lost, Map<String, Collection<ReplayItem>> items) {
        TopicPartition partition = new TopicPartition(lost.topic(), lost.partition());
        ReplaySplit split = splits.get(partition);
        long to = Math.min(lost.to(), split.range().stop());
        if (lost.from() < to) {
            LostRecords ofRange = new LostRecords(lost.topic(), lost.partition(), lost.from(), to);
            items.computeIfAbsent(split.splitId(), unused -> new ArrayList<>())
                    .add(new ReplayItem(ofRange, split.time(), split.pass(), to));
        }
        splits.put(partition, split.at(split.pass(), to, split.time()));
        consumer.seek(partition, to);
    }

    /** Adds the records of the range to {@code items}, and the end of the pass if it has been reached. */
    private ReplaySplit advance(
            ReplaySplit split, List<ConsumerRecord<byte[], ByteBuffer>> records, Collection<ReplayItem> items) {
        if (split.isDone()) {
            return split;
        }
        ReplayRange range = split.range();
        long time = split.time();
        for (ConsumerRecord<byte[], ByteBuffer> record : records) {
            if (record.offset() < range.stop()) {
                RawRecord raw = kafkaRecords.raw(record, record.value(), range.reading(split.pass(), record.offset()));
                // A record that is older than one before it counts as just as old: a partition keeps its order.
                time = Math.max(time, StreamTime.of(range.phase(), split.pass(), record.timestamp()));
                items.add(new ReplayItem(raw, time, split.pass(), record.offset() + 1));
            }
        }
        long position = position(split, records);
        return position < range.stop() ? split.at(split.pass(), position, time) : endPass(split, items);
    }

    /** Where to go on; the consumer knows offsets that hold no record (compaction, transaction markers). */
    private long position(ReplaySplit split, List<ConsumerRecord<byte[], ByteBuffer>> records) {
        long read = records.isEmpty()
                ? split.position()
                : records.get(records.size() - 1).offset() + 1;
        try {
            return Math.max(read, consumer.position(split.topicPartition()));
        } catch (WakeupException e) {
            // The fetch that was to be woken ends in a moment anyway, and the next one asks again.
            return read;
        }
    }

    private ReplaySplit endPass(ReplaySplit split, Collection<ReplayItem> items) {
        ReplayRange range = split.range();
        TopicPartition partition = range.topicPartition();
        long time = StreamTime.endOf(range.phase(), split.pass());
        ReplaySplit next = split.at(split.pass() + 1, range.start(), time);
        EndOfPass end = new EndOfPass(
                range.phase(),
                split.pass(),
                partition.topic(),
                partition.partition(),
                range.partitions(),
                split.isInLastPass(),
                ReadTally.NONE);
        items.add(new ReplayItem(end, time, next.pass(), next.position()));
        if (!next.isDone()) {
            consumer.seek(partition, range.start());
        }
        return next;
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
