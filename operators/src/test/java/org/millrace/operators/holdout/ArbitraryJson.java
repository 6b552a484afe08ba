package org.millrace.operators.holdout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;

/** JSON of any kind, some of it nearly right: names that a schema wants, twice too, odd numbers, depth, bytes that are no text. */
final class ArbitraryJson {

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-0",
            "0.1",
            "1e400",
            "-1E-400",
            "12345678901234567890",
            "1e+05",
            "01",
            "1.",
            ".5",
            "-",
            "NaN",
            "Infinity",
            "9007199254740993",
            "-9223372036854775808",
            "1767225600000");
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "b",
            "NA",
            "yes",
            "3.5",
            "2026-01-31T12:00:00Z",
            "\\u0000",
            "\\ud800",
            "größe",
            "\\\"",
            "\t",
            "\\x",
            "1e309",
            "+999999999-01-01",
            "red");

    private final Random random;
    private final List<String> names;

    /** @param names of fields that a schema has */
    ArbitraryJson(Random random, List<String> names) {
        this.random = random;
        this.names = names;
    }

    byte[] next() {
        StringBuilder json = new StringBuilder();
        if (random.nextInt(20) == 0) {
            value(json, 0);
        } else {
            object(json, 0);
        }
        byte[] bytes = json.toString().getBytes(UTF_8);
        if (random.nextInt(20) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) (0x80 | random.nextInt(0x80));
        }
        return bytes;
    }

    private void value(StringBuilder json, int depth) {
        switch (random.nextInt(depth > 6 ? 6 : 9)) {
            case 0 -> json.append(random.nextBoolean());
            case 1 -> json.append("null");
            case 2, 3 -> json.append(number());
            case 4, 5 -> text(json);
            case 6 -> object(json, depth + 1);
            case 7 -> array(json, depth + 1);
            default -> deep(json);
        }
    }

    private String number() {
        return switch (random.nextInt(4)) {
            case 0 -> Double.toString(random.nextGaussian());
            case 1 -> Integer.toString(random.nextInt(3));
            case 2 -> random.nextInt(500) == 0 ? "7".repeat(1 + random.nextInt(2_000)) : "1";
            default -> NUMBERS.get(random.nextInt(NUMBERS.size()));
        };
    }

    private void text(StringBuilder json) {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        json.append('"')
                .append(text.repeat(random.nextInt(10_000) == 0 ? 50_000 : 1))
                .append('"');
    }

    private void object(StringBuilder json, int depth) {
        json.append('{');
        int fields = random.nextInt(depth == 0 ? 2 * names.size() : 4);
        for (int i = 0; i < fields; i++) {
            json.append(i == 0 ? "\"" : ",\"").append(name()).append("\":");
            value(json, depth);
        }
        json.append(depth == 0 ? ",\"label\":\"" + (random.nextBoolean() ? "yes" : "no") + "\"}" : "}");
        if (depth == 0 && fields == 0) {
            json.deleteCharAt(1);
        }
    }

    private String name() {
        return random.nextInt(3) == 0 ? Long.toString(random.nextLong(), 36) : names.get(random.nextInt(names.size()));
    }

    private void array(StringBuilder json, int depth) {
        int length = random.nextInt(5_000) == 0 ? 5_000 : random.nextInt(6);
        boolean numbers = random.nextBoolean();
        json.append('[');
        for (int i = 0; i < length; i++) {
            json.append(i == 0 ? "" : ",");
            if (numbers) {
                json.append(number());
            } else {
                value(json, depth + 6);
            }
        }
        json.append(']');
    }

    private void deep(StringBuilder json) {
        int depth = random.nextInt(100);
        json.append("[".repeat(depth)).append("]".repeat(depth + (depth == 0 ? 0 : random.nextInt(20) == 0 ? 1 : 0)));
        if (depth == 0) {
            json.append("{}");
        }
    }
}
