package org.millrace.operators.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final String MASK = "****";
    private static final byte[] MASKED = ("\"" + MASK + "\"").getBytes(UTF_8);

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
     * @param text a sentence about the value, masked where it quotes a field
     */
    record Masked(byte[] value, String text) {}

    /** Masks {@code value}, and {@code text} about it; empty if the value is no JSON, so that it may hold the fields anywhere. */
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
        return Optional.of(parts.isEmpty() ? new Masked(value, text) : masked(value, text, parts));
    }

    private static Part next(JsonParser parser) throws IOException {
        parser.nextToken();
        int begin = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return new Part(begin, (int) parser.currentLocation().getByteOffset());
    }

    private static Masked masked(byte[] value, String text, List<Part> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length);
        String about = text;
        int copied = 0;
        for (Part part : parts) {
            out.write(value, copied, part.begin() - copied);
            out.writeBytes(MASKED);
            copied = part.end();
            about = masked(about, new String(Arrays.copyOfRange(value, part.begin(), part.end()), UTF_8));
        }
        out.write(value, copied, value.length - copied);
        return new Masked(out.toByteArray(), about);
    }

    /** A text may quote a field as it stands in JSON, or what it says. */
    private static String masked(String text, String field) {
        String unquoted = field.startsWith("\"") ? field.substring(1, field.length() - 1) : field;
        return unquoted.isEmpty() ? text : text.replace(field, MASK).replace(unquoted, MASK);
    }
}
