package org.millrace.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.jobs.config.keys.Keys;

class NearestKeyTest {

    @ParameterizedTest
    @CsvSource({
        "training.learning-rte, training.learning-rate",
        "training.batchsize, training.batch-size",
        "traning.passes, training.passes",
        "learning-rate, training.learning-rate",
        "model.learning-rate, training.learning-rate",
        "bootstrap.servers, kafka.bootstrap.servers",
        "topics.deadletters, topics.dead-letters"
    })
    void findsTheKeyThatWasMeant(String mistyped, String meant) {
        assertThat(NearestKey.to(mistyped, Keys.CATALOGUE.names())).contains(meant);
    }

    @Test
    void suggestsNothingThatIsFarOff() {
        assertThat(NearestKey.to("wallpaper", Keys.CATALOGUE.names())).isEmpty();
    }
}
