package org.millrace.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.millrace.jobs.config.ConfigFixture.REQUIRED;
import static org.millrace.jobs.config.ConfigFixture.complete;
import static org.millrace.jobs.config.ConfigFixture.completeWith;
import static org.millrace.jobs.config.ConfigFixture.file;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobConfigTest {

    private static final String PRESET = "org/millrace/jobs/config/preset.yaml";

    @TempDir
    private Path directory;

    @Test
    void laterLayersWin() {
        Path file = file(directory, "training:\n  passes: 3\n  seed: 7\n");

        JobConfig config = JobConfig.builder()
                .preset(PRESET)
                .known(REQUIRED)
                .file(file)
                .set(List.of("training.seed=8"))
                .build();

        assertThat(config.get(Keys.BATCH_SIZE)).isEqualTo(64);
        assertThat(config.get(OptimizerKeys.LEARNING_RATE)).isEqualTo(0.01);
        assertThat(config.get(Keys.FEATURES)).isEqualTo(64);
        assertThat(config.get(Keys.PASSES)).isEqualTo(3);
        assertThat(config.get(Keys.SEED)).isEqualTo(8);
    }

    @Test
    void nestedAndDottedKeysSayTheSame() {
        JobConfig nested = complete()
                .file(file(directory, "model:\n  hidden-layers:\n  - 8\n  - 4\ntraining: {batch-size: 16}\n"))
                .build();
        JobConfig dotted = complete()
                .file(file(directory, "model.hidden-layers: [8, 4]\ntraining.batch-size: 16\n"))
                .build();

        assertThat(nested.redacted()).isEqualTo(dotted.redacted());
        assertThat(nested.get(Keys.HIDDEN_LAYERS)).containsExactly(8, 4);
    }

    @Test
    void anEmptyFileAndAnEmptyGroupSayNothing() {
        String defaults = complete().build().redacted();

        assertThat(complete().file(file(directory, "")).build().redacted()).isEqualTo(defaults);
        assertThat(complete().file(file(directory, "# nothing yet\n")).build().redacted())
                .isEqualTo(defaults);
        assertThat(complete()
                        .file(file(directory, "training:\n#  passes: 3\nkafka: {}\n"))
                        .build()
                        .redacted())
                .isEqualTo(defaults);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKey() {
        JobConfig config =
                complete().file(file(directory, "\uFEFFtraining.passes: 3\n")).build();

        assertThat(config.get(Keys.PASSES)).isEqualTo(3);
    }

    @Test
    void wordsThatYamlTakesForBooleansAreNamesWhereNamesAreMeant() {
        JobConfig config = complete()
                .file(file(directory, "model.classes: [no, yes, 1, null-ish]\n"))
                .build();

        assertThat(config.get(Keys.CLASSES)).containsExactly("no", "yes", "1", "null-ish");
    }

    @Test
    void theCommandLineTakesListsAndQuotes() {
        JobConfig config = completeWith("model.hidden-layers=[128,64]", "model.name='night shift'".replace(" ", "-"));

        assertThat(config.get(Keys.HIDDEN_LAYERS)).containsExactly(128, 64);
        assertThat(config.get(Keys.MODEL_NAME)).isEqualTo("night-shift");
        assertThat(completeWith("model.hidden-layers=[]").get(Keys.HIDDEN_LAYERS))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "10s, PT10S", "1min, PT1M", "2h, PT2H", "10 s, PT10S"})
    void readsTimeSpans(String text, Duration expected) {
        assertThat(completeWith("flink.checkpoint-interval=" + text).get(FlinkKeys.CHECKPOINT_INTERVAL))
                .isEqualTo(expected);
    }

    @Test
    void readsWordsAsConstants() {
        JobConfig config = completeWith("source.mode=live", "test.by=id");

        assertThat(config.get(Keys.SOURCE_MODE)).isEqualTo(SourceMode.LIVE);
        assertThat(config.get(Keys.TEST_BY)).isEqualTo(TestSelection.ID);
    }

    @Test
    void aTestTopicVoidsTheDefaultAndThePresetFraction() {
        JobConfig config = JobConfig.builder()
                .preset(PRESET)
                .known(REQUIRED)
                .known(Map.of("test.topic", "test-examples"))
                .build();

        assertThat(config.get(Keys.TEST_FRACTION)).isZero();
        assertThat(config.get(Keys.TEST_TOPIC)).isEqualTo("test-examples");
        assertThat(completeWith("test.topic=t", "test.fraction=0.0").get(Keys.TEST_FRACTION))
                .isZero();
    }

    @Test
    void keysLeftForLaterMayBeMissingUntilTheyAreGiven() {
        JobConfig early = JobConfig.builder()
                .set(List.of("training.passes=3"))
                .later(Keys.FEATURES, Keys.CLASSES, Keys.BOOTSTRAP_SERVERS)
                .build();

        assertThat(early.get(Keys.PASSES)).isEqualTo(3);
        assertThatIllegalStateException()
                .isThrownBy(() -> early.get(Keys.FEATURES))
                .withMessage("model.features is not known yet");

        JobConfig late = early.with(REQUIRED);

        assertThat(late.get(Keys.FEATURES)).isEqualTo(64);
        assertThat(late.get(Keys.PASSES)).isEqualTo(3);
        assertThat(late.kafkaProperties()).containsEntry("bootstrap.servers", "localhost:9092");
    }

    @Test
    void printsEveryKeyInTheOrderOfTheCatalogue() {
        List<String> lines =
                completeWith("kafka.client.id=me").redacted().lines().toList();

        assertThat(lines).hasSize(Keys.all().size() + 1);
        assertThat(lines)
                .startsWith("model.name: millrace", "model.features: 64", "model.task: classification")
                .endsWith("kafka.client.id: me");
    }

    @Test
    void anUnknownPresetIsAProgrammersMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobConfig.builder().preset("presets/none.yaml"))
                .withMessage("no such resource: presets/none.yaml");
    }
}
