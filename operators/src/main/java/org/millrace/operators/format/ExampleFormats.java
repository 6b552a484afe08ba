package org.millrace.operators.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.RawRecord;

/** Chooses the format of a record by its {@code content-type} header; without one it is JSON. */
public final class ExampleFormats {

    /** Name of the header. */
    public static final String CONTENT_TYPE = "content-type";

    private static final ExampleFormat JSON = new JsonExampleFormat();
    private static final ExampleFormat BINARY = new BinaryExampleFormat();

    private ExampleFormats() {}

    /** @throws BadExampleException if no format here answers to the header */
    public static ExampleFormat of(RawRecord record) throws BadExampleException {
        List<RawRecord.Header> headers = record.headers();
        for (int i = headers.size() - 1; i >= 0; i--) {
            RawRecord.Header header = headers.get(i);
            if (header.name().equalsIgnoreCase(CONTENT_TYPE) && header.value() != null) {
                return named(new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return JSON;
    }

    private static ExampleFormat named(String contentType) throws BadExampleException {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.equals(JSON.contentType())) {
            return JSON;
        }
        if (type.equals(BINARY.contentType())) {
            return BINARY;
        }
        throw BadExampleException.of(
                Reason.UNKNOWN_CONTENT_TYPE,
                "content-type " + BadExampleException.abbreviated(contentType) + " is neither " + JSON.contentType()
                        + " nor " + BINARY.contentType());
    }
}
