package org.millrace.operators.metrics;

import static java.util.Arrays.stream;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.millrace.operators.GeneratedDocument;

class MeterTableTest {

    @Test
    void isTheTableOfTheDocumentation() throws Exception {
        new GeneratedDocument("src/docs/metrics.md").assertHolds("meters", MeterTable.markdown());
    }

    @Test
    void isTheHelpThatTheReporterReads() throws Exception {
        new GeneratedDocument("src/metrics-reporter/src/main/resources/org/millrace/metrics/help.properties")
                .assertIs(MeterTable.helpProperties());
    }

    @Test
    void helpTextsNeedNoEscapesInProperties() throws Exception {
        Properties help = new Properties();
        help.load(new StringReader(MeterTable.helpProperties()));

        assertThat(help).isEqualTo(stream(Meter.values()).collect(toMap(Meter::registeredName, Meter::help)));
    }
}
