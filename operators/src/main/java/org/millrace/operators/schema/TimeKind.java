package org.millrace.operators.schema;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.millrace.model.input.Column;
import org.millrace.operators.record.BadExampleException;

/**
 * A time: for each of its parts the sine and the cosine of the angle that the part has come around its cycle, so that
 * 23:59 is near 0:00, and the 31st of December near the 1st of January.
 *
 * @param parts at least one
 * @param zone in which they are told, such as {@code Europe/Berlin}
 * @param format of times as text, a pattern of {@link DateTimeFormatter}; empty for ISO 8601
 * @param unit of times as numbers since 1970
 */
public record TimeKind(List<Part> parts, String zone, String format, Unit unit) implements FeatureKind {

    static final int CODE = 7;

    /** In milliseconds, as in JavaScript: 100 million days. */
    private static final double FARTHEST = 8.64e15;

    /** A part of a time that comes round again. */
    public enum Part {
        HOUR("hour"),
        WEEKDAY("weekday"),
        DAY_OF_YEAR("day-of-year");

        private final String code;

        Part(String code) {
            this.code = code;
        }

        double angle(ZonedDateTime time) {
            return 2 * Math.PI * share(time);
        }

        /** How much of the cycle has gone by, in [0, 1). */
        private double share(ZonedDateTime time) {
            return switch (this) {
                case HOUR -> time.getLong(ChronoField.NANO_OF_DAY) / 86_400e9;
                case WEEKDAY -> (time.getDayOfWeek().getValue() - 1) / 7.0;
                case DAY_OF_YEAR ->
                    (time.getDayOfYear() - 1.0) / time.toLocalDate().lengthOfYear();
            };
        }
    }

    /** What a number counts. */
    public enum Unit {
        SECONDS(1e3),
        MILLISECONDS(1),
        MICROSECONDS(1e-3),
        NANOSECONDS(1e-6);

        private final double milliseconds;

        Unit(double milliseconds) {
            this.milliseconds = milliseconds;
        }

        /** @throws DateTimeException if it is hundreds of thousands of years from now */
        Instant instant(double number) {
            double time = Math.floor(number * milliseconds);
            if (!(Math.abs(time) <= FARTHEST)) {
                throw new DateTimeException("beyond any calendar");
            }
            return Instant.ofEpochMilli((long) time);
        }
    }

    public TimeKind {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a time needs at least one part");
        }
        ZoneId.of(zone);
        Instants.formatter(format);
    }

    @Override
    public int columns() {
        return 2 * parts.size();
    }

    @Override
    public List<Column> inputs() {
        return Collections.nCopies(columns(), UNSCALED);
    }

    @Override
    public List<String> columnNames() {
        List<String> names = new ArrayList<>();
        for (Part part : parts) {
            names.add("sin " + part.code);
            names.add("cos " + part.code);
        }
        return names;
    }

    /** Whether a text is a time in this notation. */
    public Predicate<String> notation() {
        ZoneId local = ZoneId.of(zone);
        DateTimeFormatter formatter = Instants.formatter(format);
        return text -> Instants.of(text, formatter, local).isPresent();
    }

    @Override
    public ValueEncoder encoder() {
        ZoneId local = ZoneId.of(zone);
        DateTimeFormatter formatter = Instants.formatter(format);
        return (values, slot, into, at) -> {
            ZonedDateTime time = time(values, slot, formatter, local);
            int column = at;
            for (Part part : parts) {
                double angle = part.angle(time);
                into.setColumn(column++, Math.sin(angle));
                into.setColumn(column++, Math.cos(angle));
            }
        };
    }

    private ZonedDateTime time(FieldValues values, int slot, DateTimeFormatter formatter, ZoneId local)
            throws BadExampleException {
        try {
            return switch (values.form(slot)) {
                case NUMBER -> unit.instant(values.number(slot)).atZone(local);
                case TEXT -> instant(values.text(slot), formatter, local).atZone(local);
                case ABSENT, NULL, FLAG, INDEX, NUMBERS, TEXTS, FLOATS, STEPS, OTHER ->
                    throw wrong(values, slot, values.form(slot).inWords());
            };
        } catch (DateTimeException e) {
            String text = values.text(slot);
            throw wrong(
                    values, slot, values.form(slot) == FieldValues.Form.TEXT ? BadExampleException.quoted(text) : text);
        }
    }

    /** A text in the notation, or a number, as CSV and headers hold it; no number is a time in ISO 8601. */
    private Instant instant(String text, DateTimeFormatter formatter, ZoneId local) {
        OptionalDouble number = FieldTexts.number(text);
        if (format.isEmpty() && number.isPresent()) {
            return unit.instant(number.getAsDouble());
        }
        return Instants.of(text, formatter, local).orElseGet(() -> unit.instant(number.orElse(Double.NaN)));
    }

    private BadExampleException wrong(FieldValues values, int slot, String found) {
        String expected = format.isEmpty() ? "2026-01-31T12:00:00Z" : format;
        return BadExampleException.malformed(values.quoted(slot) + " is not a time such as " + expected + ": " + found);
    }

    @Override
    public void encodeUnknown(ExampleRow into, int at) {
        for (int column = 0; column < columns(); column++) {
            into.setColumn(at + column, Double.NaN);
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(CODE);
        out.writeByte(parts.size());
        for (Part part : parts) {
            out.writeUTF(part.name());
        }
        out.writeUTF(zone);
        out.writeUTF(format);
        out.writeUTF(unit.name());
    }

    static TimeKind read(DataInput in) throws IOException {
        int count = in.readByte();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(Part.valueOf(in.readUTF()));
        }
        return new TimeKind(parts, in.readUTF(), in.readUTF(), Unit.valueOf(in.readUTF()));
    }
}
