package org.millrace.operators.format;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * How records are read as examples.
 *
 * @param contentType of records that do not name theirs
 * @param registry of Avro schemas; {@link Registry#NONE} where no records in Avro are expected
 */
public record FormatSettings(String contentType, CsvLayout csv, Registry registry, Limits limits)
        implements Serializable {

    /** JSON unless a record says otherwise. */
    public static final FormatSettings DEFAULT =
            new FormatSettings(JsonExampleFormat.CONTENT_TYPE, CsvLayout.NONE, Registry.NONE, Limits.DEFAULT);

    public FormatSettings {
        requireNonNull(contentType, "contentType");
        requireNonNull(csv, "csv");
        requireNonNull(registry, "registry");
        requireNonNull(limits, "limits");
    }

    /**
     * A schema registry that speaks Confluent's API.
     *
     * @param url such as {@code http://localhost:8081}
     * @param userInfo {@code name:password}; empty if it asks for none. It is no part of {@link #toString()}
     */
    public record Registry(String url, String userInfo) implements Serializable {

        /** There is none. */
        public static final Registry NONE = new Registry("", "");

        public Registry {
            requireNonNull(url, "url");
            requireNonNull(userInfo, "userInfo");
        }

        @Override
        public String toString() {
            return url;
        }
    }
}
