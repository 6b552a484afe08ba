package org.millrace.operators.format;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.IndexedRecord;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.schema.FieldTree;
import org.millrace.operators.schema.FieldValues;

/** Reads the fields that are wanted of an Avro record: those of nested records and maps as those of objects in JSON. */
final class AvroFields {

    private final Limits limits;

    AvroFields(Limits limits) {
        this.limits = limits;
    }

    void read(Object record, FieldValues into) throws BadExampleException {
        if (!(record instanceof IndexedRecord object)) {
            throw BadExampleException.malformed(
                    "not an Avro record: " + BadExampleException.abbreviated(String.valueOf(record)));
        }
        readObject(object, into.slots().value(), into);
    }

    private void readObject(IndexedRecord record, FieldTree fields, FieldValues into) throws BadExampleException {
        for (Schema.Field field : record.getSchema().getFields()) {
            FieldTree wanted = fields.child(field.name());
            if (wanted != null) {
                readField(record.get(field.pos()), wanted, into);
            }
        }
    }

    private void readField(Object value, FieldTree wanted, FieldValues into) throws BadExampleException {
        if (value instanceof IndexedRecord nested && wanted.hasChildren()) {
            readObject(nested, wanted, into);
        } else if (value instanceof Map<?, ?> map && wanted.hasChildren()) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                FieldTree child = wanted.child(entry.getKey().toString());
                if (child != null) {
                    readField(entry.getValue(), child, into);
                }
            }
        } else if (wanted.isWanted()) {
            readValue(value, wanted.slot(), into);
        }
    }

    private void readValue(Object value, int slot, FieldValues into) throws BadExampleException {
        if (value == null) {
            into.setNull(slot);
        } else if (value instanceof Boolean flag) {
            into.setFlag(slot, flag);
        } else if (isNumber(value)) {
            into.setNumber(slot, number(value), text(value));
        } else if (value instanceof Collection<?> items) {
            readArray(items, slot, into);
        } else if (isText(value)) {
            into.setText(slot, value.toString());
        } else {
            into.setOther(slot);
        }
    }

    private static boolean isNumber(Object value) {
        return value instanceof Number || value instanceof Instant || value instanceof LocalDateTime;
    }

    private static double number(Object value) {
        Optional<Instant> time = instant(value);
        return time.isPresent() ? (double) time.get().toEpochMilli() : ((Number) value).doubleValue();
    }

    private static String text(Object value) {
        Optional<Instant> time = instant(value);
        if (time.isPresent()) {
            return Long.toString(time.get().toEpochMilli());
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    /** A time without a zone is taken as UTC. */
    private static Optional<Instant> instant(Object value) {
        if (value instanceof LocalDateTime local) {
            return Optional.of(local.toInstant(ZoneOffset.UTC));
        }
        return value instanceof Instant time ? Optional.of(time) : Optional.empty();
    }

    private static boolean isText(Object value) {
        return value instanceof CharSequence
                || value instanceof GenericEnumSymbol<?>
                || value instanceof UUID
                || value instanceof LocalDate;
    }

    private void readArray(Collection<?> items, int slot, FieldValues into) throws BadExampleException {
        if (items.size() > limits.arrayLength()) {
            throw BadExampleException.of(
                    Reason.ARRAY_TOO_LONG,
                    '"' + into.slots().path(slot).toString() + "\" has more than " + limits.arrayLength() + " values");
        }
        if (!items.isEmpty() && items.stream().allMatch(AvroFields::isText)) {
            into.setTexts(slot, items.stream().map(Object::toString).toList());
            return;
        }
        double[] numbers = into.array(slot);
        int count = 0;
        for (Object item : items) {
            if (item != null && !isNumber(item)) {
                into.setOther(slot);
                return;
            }
            if (count < numbers.length) {
                numbers[count] = item == null ? Double.NaN : number(item);
            }
            count++;
        }
        into.setNumbers(slot, count);
    }
}
