package org.millrace.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.millrace.jobs.config.ValueType.realNumber;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigKeyTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "20, 20", "0.999, 0.999", "0.0001, 0.0001", "0.00000001, 1e-8", "1000000, 1000000"})
    void aNumberIsWrittenAsAUserWouldWriteIt(double number, String written) {
        assertThat(ConfigKey.optional("share", realNumber("[0, 1e9]"), number)
                        .meaning("A share")
                        .defaultText())
                .contains(written);
    }

    @Test
    void aDefaultOutsideOfItsRangeIsAProgrammersMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ConfigKey.optional("number", wholeNumber(1, 5), "6").meaning("A number"))
                .withMessage("must be in 1..5");
    }

    @Test
    void aCatalogueListsAKeyOnce() {
        ConfigKey<Integer> key =
                ConfigKey.optional("number", wholeNumber(1, 5), "3").meaning("A number");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Catalogue(List.of(key, key), List.of(), "kafka.", List.of()))
                .withMessage("a key is listed twice: [number, number]");
    }
}
