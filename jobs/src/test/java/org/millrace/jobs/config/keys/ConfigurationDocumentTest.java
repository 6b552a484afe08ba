package org.millrace.jobs.config.keys;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.millrace.jobs.GeneratedDocument;
import org.millrace.jobs.config.ConfigTable;

class ConfigurationDocumentTest {

    @Test
    void holdsTheTableOfAllKeys() throws IOException {
        new GeneratedDocument("src/docs/configuration.md", "configuration")
                .assertHolds(new ConfigTable(Keys.CATALOGUE).markdown());
    }
}
