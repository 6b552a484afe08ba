package org.millrace.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigTableTest {

    @Test
    void hasOneRowOfFourCellsForEachKey() {
        assertThat(ConfigTable.markdown().lines())
                .hasSize(2 + Keys.all().size())
                .allSatisfy(row ->
                        assertThat(row.replace("\\|", "").split("\\|", -1)).hasSize(6));
    }

    @Test
    void showsNameDefaultRangeAndMeaning() {
        assertThat(ConfigTable.markdown())
                .startsWith("| key | default | range | meaning |\n| --- | --- | --- | --- |\n")
                .contains("| `model.features` | required | 1..1000000 | How many features")
                .contains("| `training.learning-rate` | `0.001` | (0, 10] | Size of a step")
                .contains("| `test.topic` | empty | a topic name, or empty | A topic of test examples")
                .contains("| `source.mode` | `passes` | passes, live | ");
    }
}
