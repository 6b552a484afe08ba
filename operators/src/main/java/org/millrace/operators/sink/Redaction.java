package org.millrace.operators.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Masks fields of JSON values: at any depth, whatever a field of that name holds becomes {@code "****"}. All other bytes stay as
 * they are.
 *
 * @param fields names of the fields; none leaves every value alone
 */
public record Redaction(Set<String> fields) implements Serializable {

    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] MASKED = "\"****\"".getBytes(UTF_8);

    public Redaction {
        fields = Set.copyOf(fields);
    }

    /** Leaves every value alone. */
    public static Redaction none() {
        return new Redaction(Set.of());
    }

    /** From where to where in the bytes of a value. */
    private record Part(int begin, int end) {}

    /**
     * A value with its fields masked.
     *
     * @param value the same array if it has none of the fields
     * @param text a sentence about the value; none if a field was masked, which it might quote
     */
    record Masked(byte[] value, String text) {}

    /** Masks {@code value}, and withholds {@code text} about it if it had to; empty if the value is no JSON, so that it may hold the fields anywhere. */
    Optional<Masked> mask(byte[] value, String text) {
        if (fields.isEmpty()) {
            return Optional.of(new Masked(value, text));
        }
        List<Part> parts = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(value)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME && fields.contains(parser.currentName())) {
                    parts.add(next(parser));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(parts.isEmpty() ? new Masked(value, text) : new Masked(masked(value, parts), ""));
    }

    private static Part next(JsonParser parser) throws IOException {
        parser.nextToken();
        int begin = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        if (begin < 0 || end < 0) {
            throw new IOException("not UTF-8: nobody knows which bytes the field has");
        }
        return new Part(begin, end);
    }

    private static byte[] masked(byte[] value, List<Part> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length);
        int copied = 0;
        for (Part part : parts) {
            out.write(value, copied, part.begin() - copied);
            out.writeBytes(MASKED);
            copied = part.end();
        }
        out.write(value, copied, value.length - copied);
        return out.toByteArray();
    }
}
