package org.millrace.operators.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.IOException;

/**
 * Jackson's parser with a short way through arrays of numbers, which are most of a record: plain ones are read straight from
 * the bytes, without a token for each. What is not plain is left to Jackson, in the middle of an array too.
 *
 * <p>A plain number has at most 15 digits and no exponent. Its digits and the power of ten of its fraction are exact in
 * float64, so their quotient is the float64 nearest to the number (Clinger, "How to read floating point numbers
 * accurately", 1990), as Jackson reads it.
 */
final class NumberArrayParser extends UTF8StreamJsonParser {

    private static final int MOST_DIGITS = 15;
    private static final int NOT_PLAIN = -1;
    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private double plain;

    private NumberArrayParser(
            IOContext context, int features, ByteQuadsCanonicalizer names, byte[] input, int from, int to) {
        super(context, features, null, null, names, input, from, to, 0, false);
    }

    /** Makes these parsers for UTF-8, and Jackson's own for other encodings. */
    static final class Factory extends JsonFactory {

        private static final long serialVersionUID = 1L;

        Factory(JsonFactoryBuilder settings) {
            super(settings);
        }

        @Override
        protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) throws IOException {
            // In UTF-16 and UTF-32 one of the first two bytes of an object is 0.
            boolean plain = length > 1 && data[offset] == '{' && data[offset + 1] != 0;
            return plain
                    ? new NumberArrayParser(
                            context,
                            _parserFeatures,
                            _byteSymbolCanonicalizer.makeChild(_factoryFeatures),
                            data,
                            offset,
                            offset + length)
                    : super._createParser(data, offset, length, context);
        }
    }

    /**
     * Reads numbers from the start of the array that has just begun, for as long as they are plain and {@code into} has
     * room. The next token is that of what follows: another number, or the end of the array.
     *
     * @return how many
     */
    int readNumbers(double[] into) {
        int count = 0;
        while (count < into.length) {
            int from = count == 0 ? _inputPtr : _inputPtr + 1;
            int to = readPlain(from);
            if (to < 0) {
                break;
            }
            into[count++] = plain;
            _inputPtr = to;
            if (_inputBuffer[to] == ']') {
                break;
            }
        }
        if (count > 0) {
            // An element has been seen, so that a comma is expected before the next.
            _parsingContext.expectComma();
        }
        return count;
    }

    /**
     * Reads a plain number into {@link #plain}.
     *
     * @return where the comma or the bracket after it is; negative if it is not plain
     */
    private int readPlain(int from) {
        byte[] input = _inputBuffer;
        int end = _inputEnd;
        int at = skipSpaces(from);
        boolean negative = at < end && input[at] == '-';
        if (negative) {
            at++;
        }
        int first = at;
        long digits = 0;
        while (at < end && isDigit(input[at])) {
            digits = 10 * digits + (input[at++] - '0');
        }
        int whole = at - first;
        int fraction = 0;
        if (at < end && input[at] == '.') {
            int point = at++;
            while (at < end && isDigit(input[at])) {
                digits = 10 * digits + (input[at++] - '0');
            }
            fraction = at - point - 1;
            if (fraction == 0) {
                return NOT_PLAIN;
            }
        }
        boolean leadingZero = whole > 1 && input[first] == '0';
        if (whole == 0 || leadingZero || whole + fraction > MOST_DIGITS) {
            return NOT_PLAIN;
        }
        plain = number(negative, digits, fraction);
        at = skipSpaces(at);
        return at < end && (input[at] == ',' || input[at] == ']') ? at : NOT_PLAIN;
    }

    private int skipSpaces(int from) {
        int at = from;
        while (at < _inputEnd && _inputBuffer[at] == ' ') {
            at++;
        }
        return at;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** A whole number has no negative zero. */
    private static double number(boolean negative, long digits, int fraction) {
        if (fraction == 0) {
            return negative ? -digits : digits;
        }
        double value = digits / POWERS_OF_TEN[fraction];
        return negative ? -value : value;
    }
}
