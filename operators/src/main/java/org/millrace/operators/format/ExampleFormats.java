package org.millrace.operators.format;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.RawRecord;

/** The formats of examples; the {@code content-type} header of a record chooses one. */
public final class ExampleFormats {

    /** Name of the header. */
    public static final String CONTENT_TYPE = "content-type";

    /** The first is the format of records without the header. */
    private static final List<ExampleFormat> ALL = List.of(new JsonExampleFormat(), BinaryExampleFormat.float32());

    private ExampleFormats() {}

    /** Every format that can be read, one for each content type; the first is the format of records without the header. */
    public static List<ExampleFormat> all() {
        return ALL;
    }

    /** @throws BadExampleException if the header names none of the formats */
    public static ExampleFormat of(RawRecord record) throws BadExampleException {
        List<RawRecord.Header> headers = record.headers();
        for (int i = headers.size() - 1; i >= 0; i--) {
            RawRecord.Header header = headers.get(i);
            if (header.name().equalsIgnoreCase(CONTENT_TYPE) && header.value() != null) {
                return named(new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return ALL.get(0);
    }

    private static ExampleFormat named(String contentType) throws BadExampleException {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        for (ExampleFormat format : ALL) {
            if (format.contentType().equals(type)) {
                return format;
            }
        }
        throw BadExampleException.of(
                Reason.UNKNOWN_CONTENT_TYPE,
                "content-type " + BadExampleException.abbreviated(contentType) + " is neither "
                        + ALL.stream().map(ExampleFormat::contentType).collect(joining(" nor ")));
    }
}
