package org.millrace.metrics;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What Millrace's own meters mean, by name; from the resource {@code org/millrace/metrics/help.properties}. */
final class HelpTexts {

    private final Properties texts;

    private HelpTexts(Properties texts) {
        this.texts = texts;
    }

    static HelpTexts load() {
        try (Reader reader =
                new InputStreamReader(HelpTexts.class.getResourceAsStream("help.properties"), StandardCharsets.UTF_8)) {
            return read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HelpTexts read(Reader reader) throws IOException {
        Properties texts = new Properties();
        texts.load(reader);
        return new HelpTexts(texts);
    }

    String of(String family) {
        return texts.getProperty(family, "Millrace's " + family);
    }
}
