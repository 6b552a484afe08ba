package org.millrace.operators.holdout;

import org.apache.flink.api.java.functions.KeySelector;
import org.millrace.operators.record.SourceElement;

/** The partition that an element comes from: what {@link HoldOut} is keyed by. */
public final class PartitionKey implements KeySelector<SourceElement, String> {

    private static final long serialVersionUID = 1L;

    private transient String topic;
    private transient int partition;
    private transient String key;

    /** Elements come in runs of one partition, whose key is made once. */
    @Override
    public String getKey(SourceElement element) {
        if (key == null || element.partition() != partition || !element.topic().equals(topic)) {
            topic = element.topic();
            partition = element.partition();
            key = topic + "-" + partition;
        }
        return key;
    }
}
