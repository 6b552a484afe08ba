package org.millrace.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.millrace.operators.format.BinaryExampleFormat;
import org.millrace.operators.format.ExampleFormat;
import picocli.CommandLine.TypeConversionException;

/** The features of generated examples. */
enum ValueKind {
    /** Whole numbers from 0 to 255, of which the binary format makes bytes. */
    UINT8 {
        @Override
        float draw(Random random) {
            return random.nextInt(256);
        }

        @Override
        ExampleFormat writer(ExampleFormat format) {
            return format.contentType().equals(BinaryExampleFormat.CONTENT_TYPE)
                    ? BinaryExampleFormat.uint8(1)
                    : format;
        }
    },

    /** Numbers in [0, 1) with 4 decimals, of which the binary format makes float32. */
    DECIMAL {
        @Override
        float draw(Random random) {
            return random.nextInt(10_000) / 10_000f;
        }

        @Override
        ExampleFormat writer(ExampleFormat format) {
            return format;
        }
    };

    abstract float draw(Random random);

    /** The format as it writes such values. */
    abstract ExampleFormat writer(ExampleFormat format);

    /** By its name, for the command line. */
    static ValueKind parse(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findAny()
                .orElseThrow(() -> new TypeConversionException("values are uint8 or decimal: " + name));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
