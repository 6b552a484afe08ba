package org.millrace.operators.source;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaPartitionSplitReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.millrace.operators.record.LostRecords;

/** Fetches as the connector does, and comes past offsets that a topic no longer holds if it may. */
final class LiveSplitReader extends KafkaPartitionSplitReader {

    private final ExpiredOffsets expired;

    LiveSplitReader(
            Properties kafka, SourceReaderContext context, KafkaSourceReaderMetrics metrics, ExpiredOffsets expired) {
        super(kafka, context, metrics);
        this.expired = requireNonNull(expired, "expired");
    }

    @Override
    public RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetch() throws IOException {
        try {
            return super.fetch();
        } catch (OffsetOutOfRangeException e) {
            return skip(expired.skip(e.offsetOutOfRangePartitions()));
        }
    }

    private RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> skip(List<LostRecords> ranges) {
        RecordsBySplits.Builder<ConsumerRecord<byte[], byte[]>> skipped = new RecordsBySplits.Builder<>();
        for (LostRecords lost : ranges) {
            // A split that is given again is read from where it says.
            KafkaPartitionSplit rest =
                    new KafkaPartitionSplit(new TopicPartition(lost.topic(), lost.partition()), lost.to());
            handleSplitsChanges(new SplitsAddition<>(List.of(rest)));
            skipped.add(rest, new LostRange(lost));
        }
        return skipped.build();
    }
}
