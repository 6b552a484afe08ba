package org.millrace.operators.schema;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE;
import static java.time.format.DateTimeFormatter.ISO_LOCAL_TIME;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads times as they stand in records. */
public final class Instants {

    /** ISO 8601 and its usual relatives: a blank for the T, no seconds, no offset, or the date alone. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(ISO_LOCAL_TIME)
            .optionalStart()
            .appendPattern("[XXX][XX][X]")
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
    public static Optional<Instant> of(String text) {
        return of(text, ISO, ZoneId.of("UTC"));
    }

    /** @param zone of times without an offset */
    static Optional<Instant> of(String text, DateTimeFormatter format, ZoneId zone) {
        try {
            TemporalAccessor parsed =
                    format.parseBest(text.strip(), ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            if (parsed instanceof ZonedDateTime exact) {
                return Optional.of(exact.toInstant());
            }
            LocalDateTime local = parsed instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) parsed;
            return Optional.of(local.atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
