package org.millrace.operators.metrics;

import org.junit.jupiter.api.Test;
import org.millrace.operators.GeneratedDocument;

class MeterTableTest {

    @Test
    void isTheTableOfTheDocumentation() throws Exception {
        new GeneratedDocument("src/docs/metrics.md", "meters").assertHolds(MeterTable.markdown());
    }
}
