package org.millrace.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.millrace.jobs.config.keys.Keys;

class ConfigTableTest {

    @Test
    void hasOneRowOfFourCellsForEachKey() {
        int listRows = Keys.CATALOGUE.lists().stream()
                .mapToInt(list -> 1 + list.keys().size())
                .sum();

        assertThat(new ConfigTable(Keys.CATALOGUE).markdown().lines())
                .hasSize(2 + Keys.CATALOGUE.keys().size() + listRows)
                .allSatisfy(row -> assertThat(row.replace("\\|", "").split("\\s*\\|\\s*", -1))
                        .hasSize(6)
                        .filteredOn(String::isEmpty)
                        .hasSize(2));
    }

    @Test
    void showsNameDefaultRangeAndMeaning() {
        assertThat(new ConfigTable(Keys.CATALOGUE).markdown())
                .startsWith("| key | default | range | meaning |\n| --- | --- | --- | --- |\n")
                .contains("| `model.features` | `none` | 1..1000000, or none | Length of the array")
                .contains("| `training.learning-rate` | `0.001` | (0, 10] | Step size of")
                .contains("| `test.topic` | empty | a topic name, or empty | Topic of test examples")
                .contains(
                        "(optimizer adam, adamw) |\n",
                        "(schedule step, exponential, inverse-time) |\n",
                        "(loss huber) |\n")
                .contains("| `source.mode` | `passes` | passes, live | ");
    }
}
