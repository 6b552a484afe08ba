package org.millrace.metrics;

import io.micrometer.core.instrument.Tag;
import io.prometheus.metrics.model.snapshots.Label;
import java.util.ArrayList;
import java.util.List;

/** A series' labels as Micrometer has them. */
final class MicrometerTags {

    private MicrometerTags() {}

    static List<Tag> of(Series series) {
        List<Tag> tags = new ArrayList<>();
        for (Label label : series.member().labels()) {
            tags.add(Tag.of(label.getName(), label.getValue()));
        }
        return tags;
    }
}
