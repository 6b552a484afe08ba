package org.millrace.operators.format;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.schema.ExampleSchema;

/** Text in UTF-16 is read by Jackson's own parser: what is read in UTF-8 must be the same. */
class NumberArrayParserTest {

    private static final int FEATURES = 5;
    private static final ExampleSchema SCHEMA = new ExampleSchema(FEATURES, List.of("cat", "dog"));
    private static final String[] ODD = {
        "-0",
        "-0.0",
        "0",
        "00",
        "01",
        "-",
        "-.5",
        ".5",
        "5.",
        "1e3",
        "1E-2",
        "0.1e1",
        "123456789012345",
        "1234567890123456",
        "0.12345678901234",
        "0.123456789012345",
        "1.7976931348623157e308",
        "1e39",
        "NaN",
        "null",
        "\"1\"",
        "[1]",
        "{}",
        "",
        "16777217",
        "0.30000001192092896",
        "4.35",
        "999999999999999",
        "+1",
        "1 2",
        "0x10",
        "true"
    };

    private final JsonExampleFormat json = new JsonExampleFormat();

    /** The features as bits, or what is wrong with the record. */
    private String outcome(String text, Charset charset) {
        try {
            float[] features =
                    ExampleRows.read(json, text.getBytes(charset), SCHEMA).features();
            int[] bits = new int[FEATURES];
            Arrays.setAll(bits, i -> Float.floatToRawIntBits(features[i]));
            return Arrays.toString(bits);
        } catch (BadExampleException e) {
            return e.getMessage().startsWith("not JSON") ? "not JSON" : e.getMessage();
        }
    }

    private static String number(Random random) {
        int kind = random.nextInt(10);
        if (kind == 0) {
            return ODD[random.nextInt(ODD.length)];
        }
        StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
        text.append(random.nextInt(1 << random.nextInt(31)));
        if (kind < 6) {
            text.append('.');
            for (int digits = 1 + random.nextInt(6); digits > 0; digits--) {
                text.append(random.nextInt(10));
            }
        }
        return text.toString();
    }

    @Test
    void readsWhatJacksonReads() {
        Random random = new Random(3);
        int examples = 0;
        for (int i = 0; i < 50_000; i++) {
            List<String> numbers = new ArrayList<>();
            int count = random.nextInt(8) == 0 ? random.nextInt(9) : FEATURES;
            for (int n = 0; n < count; n++) {
                numbers.add(number(random));
            }
            String separator = new String[] {",", ", ", " , ", "\n,\t", ",,", " "}
                    [random.nextInt(20) == 0 ? random.nextInt(6) : 0];
            String text = "{\"features\":[" + String.join(separator, numbers) + "],\"label\":1}";

            assertThat(outcome(text, UTF_8)).as(text).isEqualTo(outcome(text, UTF_16BE));
            examples += outcome(text, UTF_8).startsWith("[") ? 1 : 0;
        }
        assertThat(examples).isBetween(20_000, 45_000);
    }

    @Test
    void readsCutTextAsJacksonDoes() {
        String text = "{\"features\":[1, -2.5,3,4e0, 0.75 ],\"label\":1}";
        for (int length = 1; length <= text.length(); length++) {
            String cut = text.substring(0, length);

            assertThat(outcome(cut, UTF_8)).as(cut).isEqualTo(outcome(cut, UTF_16BE));
        }
    }
}
