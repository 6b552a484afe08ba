package org.millrace.operators.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.record.DeadLetter.Reason;

/** Bytes of a record as text. Those that are not UTF-8 are refused: replaced, they would make one text of different ones. */
final class Utf8Text {

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8Text() {}

    /** @throws CharacterCodingException if the bytes are not UTF-8 */
    static String decode(byte[] bytes, int from, int length) throws CharacterCodingException {
        String text = new String(bytes, from, length, UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            // Written like that in the record, or in place of bytes that are no character.
            var unused = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
        }
        return text;
    }

    /**
     * A text that a record holds.
     *
     * @param name of what is read, for messages
     */
    static String read(byte[] bytes, int from, int length, String name, Limits limits) throws BadExampleException {
        if (length > limits.textLength()) {
            throw BadExampleException.of(
                    Reason.TEXT_TOO_LONG, name + " is too long; the limit of texts is " + limits.textLength());
        }
        try {
            return decode(bytes, from, length);
        } catch (CharacterCodingException e) {
            throw BadExampleException.malformed(name + " is not text in UTF-8");
        }
    }
}
