package org.millrace.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.millrace.jobs.config.keys.Keys;

class TestSourceTest {

    private static TestSource source(String... settings) {
        return TestSource.of(Keys.builder()
                .set(List.of(
                        "kafka.bootstrap.servers=localhost:9092",
                        "model.name=m",
                        "model.features=2",
                        "model.classes=[no, yes]",
                        "topics.examples=examples"))
                .set(List.of(settings))
                .build());
    }

    @Test
    void isAShareOfTheExamples() {
        assertThat(source("test.fraction=0.1").topic()).contains("examples");
    }

    @Test
    void isATopicOfItsOwnBeforeAShareOfTheExamples() {
        assertThat(source("test.fraction=0", "test.topic=tests").topic()).contains("tests");
        assertThat(source("test.fraction=0", "test.topic=tests").exists()).isTrue();
    }

    @Test
    void isNoneWithoutEither() {
        assertThat(source("test.fraction=0").exists()).isFalse();
    }
}
