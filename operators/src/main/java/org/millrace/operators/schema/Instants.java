package org.millrace.operators.schema;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE;
import static java.time.format.DateTimeFormatter.ISO_LOCAL_TIME;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads times as they stand in records. */
final class Instants {

    /** ISO 8601 and its usual relatives: a blank for the T, no seconds, no offset, or the date alone. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private Instants() {}

    /** How a pattern reads times; empty stands for ISO 8601. */
    static DateTimeFormatter formatter(String pattern) {
        return pattern.isEmpty() ? ISO : DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    /** Milliseconds since 1970 in place of {@link #of(String)}; empty also if they are beyond a long. */
    static OptionalLong milliseconds(String text) {
        try {
            Optional<Instant> time = of(text);
            return time.isPresent() ? OptionalLong.of(time.get().toEpochMilli()) : OptionalLong.empty();
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** The time that a text stands for in ISO 8601, UTC where it names no offset; empty if it is none. */
    static Optional<Instant> of(String text) {
        return of(text, ISO, ZoneId.of("UTC"));
    }

    /** @param zone of times without an offset */
    static Optional<Instant> of(String text, DateTimeFormatter format, ZoneId zone) {
        try {
            TemporalAccessor parsed = format.parse(text.strip());
            // Asked for, these are null where they are missing; conversions would throw an exception for each record.
            LocalDate date = parsed.query(TemporalQueries.localDate());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneId own = parsed.query(TemporalQueries.zone());
            return Optional.ofNullable(date).map(day -> day.atTime(time == null ? LocalTime.MIDNIGHT : time)
                    .atZone(own == null ? zone : own)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
