package org.millrace.model;

import static java.util.Objects.requireNonNull;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a snapshot comes from.
 *
 * @param when when it was taken; kept to the millisecond
 * @param offsets per partition, named as in {@code examples-0}, the offset after the last example that was learned
 * @param configurationDigest what identifies the configuration it was trained with
 * @param softwareVersion the version of Millrace that wrote it
 */
public record Provenance(Instant when, Map<String, Long> offsets, String configurationDigest, String softwareVersion) {

    private static final int MOST_PARTITIONS = 1_000_000;

    public Provenance {
        when = Instant.ofEpochMilli(requireNonNull(when, "when").toEpochMilli());
        offsets = Map.copyOf(requireNonNull(offsets, "offsets"));
        requireNonNull(configurationDigest, "configurationDigest");
        requireNonNull(softwareVersion, "softwareVersion");
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(when.toEpochMilli());
        out.writeInt(offsets.size());
        for (Map.Entry<String, Long> offset : new TreeMap<>(offsets).entrySet()) {
            out.writeUTF(offset.getKey());
            out.writeLong(offset.getValue());
        }
        out.writeUTF(configurationDigest);
        out.writeUTF(softwareVersion);
    }

    static Provenance read(DataInput in) throws IOException {
        Instant when = Instant.ofEpochMilli(in.readLong());
        int partitions = in.readInt();
        if (partitions < 0 || partitions > MOST_PARTITIONS) {
            throw new SnapshotFormatException("The snapshot is damaged: it names " + partitions + " partitions.");
        }
        Map<String, Long> offsets = new TreeMap<>();
        for (int i = 0; i < partitions; i++) {
            offsets.put(in.readUTF(), in.readLong());
        }
        return new Provenance(when, offsets, in.readUTF(), in.readUTF());
    }
}
