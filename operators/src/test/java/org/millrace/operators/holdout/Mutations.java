package org.millrace.operators.holdout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages bytes in the ways in which records are damaged. */
final class Mutations {

    private static final List<String> TOKENS = List.of(
            "null",
            "NaN",
            "-Infinity",
            "1e999",
            "-1e-999",
            "99999999999999999999999999",
            "-0",
            "+999999999-12-31T23:59:59Z",
            "\\ud800",
            "\"",
            "{",
            "[",
            "]}",
            ",",
            "\n",
            "\"\"\"",
            "1.234.567,8",
            "\u0000",
            "\uFFFD",
            "é",
            "1".repeat(1_100),
            "x".repeat(70_000));

    private final Random random;
    private final int spared;

    /** @param spared how many bytes in front stay as they are, except in one of ten thousand */
    Mutations(Random random, int spared) {
        this.random = random;
        this.spared = spared;
    }

    /** Up to three damages, or none. */
    byte[] of(byte[] valid) {
        byte[] bytes = valid.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes = damaged(bytes);
        }
        return bytes;
    }

    private byte[] damaged(byte[] bytes) {
        int first = random.nextInt(10_000) == 0 ? 0 : Math.min(spared, bytes.length);
        int at = first + random.nextInt(bytes.length - first + 1);
        int end = at + random.nextInt(Math.min(bytes.length - at, 20) + 1);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> spliced(bytes, at, end, new byte[0]);
            case 2 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            case 3 -> spliced(bytes, at, at, noise());
            case 4 -> spliced(bytes, at, end, token());
            case 5 -> spliced(bytes, at, at, token());
            default -> flipped(bytes, at);
        };
    }

    private byte[] token() {
        // The longest are rare, as they are in life.
        int index = random.nextInt(random.nextInt(50) == 0 ? TOKENS.size() : TOKENS.size() - 2);
        return TOKENS.get(index).getBytes(UTF_8);
    }

    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(8)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        if (at < flipped.length) {
            flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
        byte[] spliced = Arrays.copyOf(bytes, bytes.length - (to - from) + between.length);
        System.arraycopy(between, 0, spliced, from, between.length);
        System.arraycopy(bytes, to, spliced, from + between.length, bytes.length - to);
        return spliced;
    }
}
