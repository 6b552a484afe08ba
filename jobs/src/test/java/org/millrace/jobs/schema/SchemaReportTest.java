package org.millrace.jobs.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.FeatureKeys;
import org.millrace.jobs.config.keys.FormatKeys;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Reading;

class SchemaReportTest {

    private static final String CONFIG = """
            model:
              classes: [ham, spam]
            fields:
              label: kind
              timestamp: at
            features:
              - {field: words, log: true}
              - {field: sender.country, kind: category, values: [de, fr]}
              - {field: links, missing: constant, missing-value: 0, missing-indicator: true}
            """;

    @TempDir
    private Path directory;

    private String text(String... records) throws IOException {
        JobConfig config = Keys.builder()
                .file(Files.writeString(directory.resolve("mail.yaml"), CONFIG))
                .later(KafkaKeys.BOOTSTRAP_SERVERS)
                .build();
        SchemaReport report = new SchemaReport(FeatureKeys.schema(config), FormatKeys.settings(config));
        for (String record : records) {
            report.add(new RawRecord(
                    Reading.LIVE, new Place("x", 0, 0), 0, null, ByteBuffer.wrap(record.getBytes(UTF_8)), List.of()));
        }
        return report.text();
    }

    @Test
    void showsColumnByColumnHowARecordBecomesNumbers() throws IOException {
        assertThat(text(
                        "{\"words\": 0, \"sender\": {\"country\": \"fr\"}, \"kind\": \"spam\", \"at\": \"2026-01-01T00:00:00Z\", \"id\": 7}",
                        "{\"words\": \"many\", \"kind\": \"ham\"}",
                        "{\"words\": 1, \"sender\": {\"country\": \"it\"}, \"kind\": \"eggs\"}",
                        "hello"))
                .isEqualTo("""
                        column  value                 meaning
                             0  0.0                   words log
                             1  0.0                   sender.country de
                             2  1.0                   sender.country fr
                             3  0.0                   sender.country any other
                             4  0.0                   links
                             5  1.0                   links missing
                         label  spam (class 1)
                            id  7
                          time  2026-01-01T00:00:00Z
                        weight  1.0
                        1 of 4 records are examples: 6 columns, 6 inputs of the network
                          1 MALFORMED, such as: not JSON: Unrecognized token 'hello': was expecting (JSON String, Number (or 'NaN'/'+INF'/'-INF'), Array, Object or token 'null', 'true' or 'false')
                          1 NOT_A_FINITE_NUMBER, such as: "words" is not a number: "many"
                          1 UNKNOWN_LABEL, such as: label "eggs" is neither an index below 2 nor a class name: ham, spam""");
    }
}
