package org.millrace.operators.format;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;
import org.millrace.operators.record.RawRecord;

/** The formats of examples; the {@code content-type} header of a record chooses one. */
public final class ExampleFormats {

    /** Name of the header. */
    public static final String CONTENT_TYPE = "content-type";

    private static final String JSON_SUFFIX = "+json";

    private final List<ExampleFormat> all;
    private final ExampleFormat standard;

    /** @throws IllegalArgumentException if the settings' content type is that of none of the formats */
    public ExampleFormats(FormatSettings settings) {
        all = List.of(
                new JsonExampleFormat(settings.limits()),
                BinaryExampleFormat.float32(settings.limits()),
                new CsvExampleFormat(settings.csv(), settings.limits()),
                new AvroExampleFormat(settings));
        standard = all.stream()
                .filter(format -> format.contentType().equals(settings.contentType()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no format of " + settings.contentType()));
    }

    /** Every format that can be read, one for each content type. */
    public List<ExampleFormat> all() {
        return all;
    }

    /** @throws BadExampleException if the header names none of the formats */
    public ExampleFormat of(RawRecord record) throws BadExampleException {
        List<RawRecord.Header> headers = record.headers();
        for (int i = headers.size() - 1; i >= 0; i--) {
            RawRecord.Header header = headers.get(i);
            if (header.name().equalsIgnoreCase(CONTENT_TYPE) && header.value() != null) {
                return named(new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return standard;
    }

    private ExampleFormat named(String contentType) throws BadExampleException {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        String known = type.endsWith(JSON_SUFFIX) ? JsonExampleFormat.CONTENT_TYPE : type;
        for (ExampleFormat format : all) {
            if (format.contentType().equals(known)) {
                return format;
            }
        }
        throw BadExampleException.of(
                Reason.UNKNOWN_CONTENT_TYPE,
                "content-type " + BadExampleException.abbreviated(contentType) + " is none of "
                        + all.stream().map(ExampleFormat::contentType).collect(joining(", ")));
    }
}
