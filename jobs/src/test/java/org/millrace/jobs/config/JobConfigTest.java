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
import org.millrace.jobs.config.keys.FlinkKeys;
import org.millrace.jobs.config.keys.HoldOutKeys;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.jobs.config.keys.ModelKeys;
import org.millrace.jobs.config.keys.OptimizerKeys;
import org.millrace.jobs.config.keys.SourceMode;
import org.millrace.jobs.config.keys.TrainingKeys;
import org.millrace.operators.policy.SplitPolicy.TestBy;

class JobConfigTest {

    private static final String PRESET = "org/millrace/jobs/config/preset.yaml";

    @TempDir
    private Path directory;

    @Test
    void laterLayersWin() {
        Path file = file(directory, "training:\n  passes: 3\n  seed: 7\n");

        JobConfig config = Keys.builder()
                .preset(PRESET)
                .known(REQUIRED)
                .file(file)
                .set(List.of("training.seed=8"))
                .build();

        assertThat(config.get(TrainingKeys.BATCH_SIZE)).isEqualTo(64);
        assertThat(config.get(OptimizerKeys.LEARNING_RATE)).isEqualTo(0.01);
        assertThat(config.get(ModelKeys.FEATURES)).contains(64);
        assertThat(config.get(TrainingKeys.PASSES)).isEqualTo(3);
        assertThat(config.get(TrainingKeys.SEED)).isEqualTo(8);
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
        assertThat(nested.get(ModelKeys.HIDDEN_LAYERS)).containsExactly(8, 4);
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

        assertThat(config.get(TrainingKeys.PASSES)).isEqualTo(3);
    }

    @Test
    void wordsThatYamlTakesForBooleansAreNamesWhereNamesAreMeant() {
        JobConfig config = complete()
                .file(file(directory, "model.classes: [no, yes, 1, null-ish]\n"))
                .build();

        assertThat(config.get(ModelKeys.CLASSES)).contains(List.of("no", "yes", "1", "null-ish"));
    }

    @Test
    void theCommandLineTakesListsAndQuotes() {
        JobConfig config = completeWith("model.hidden-layers=[128,64]", "model.name='night shift'".replace(" ", "-"));

        assertThat(config.get(ModelKeys.HIDDEN_LAYERS)).containsExactly(128, 64);
        assertThat(config.get(ModelKeys.NAME)).isEqualTo("night-shift");
        assertThat(completeWith("model.hidden-layers=[]").get(ModelKeys.HIDDEN_LAYERS))
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

        assertThat(config.get(KafkaKeys.SOURCE_MODE)).isEqualTo(SourceMode.LIVE);
        assertThat(config.get(HoldOutKeys.TEST_BY)).isEqualTo(TestBy.ID);
    }

    @Test
    void aTestTopicVoidsTheDefaultAndThePresetFraction() {
        JobConfig config = Keys.builder()
                .preset(PRESET)
                .known(REQUIRED)
                .known(Map.of("test.topic", "test-examples"))
                .build();

        assertThat(config.get(HoldOutKeys.TEST_FRACTION)).isZero();
        assertThat(config.shown()).containsEntry("test.fraction", "0");
        assertThat(config.get(HoldOutKeys.TEST_TOPIC)).isEqualTo("test-examples");
        assertThat(completeWith("test.topic=t", "test.fraction=0.0").get(HoldOutKeys.TEST_FRACTION))
                .isZero();
    }

    @Test
    void keysLeftForLaterMayBeMissingUntilTheyAreGiven() {
        JobConfig early = Keys.builder()
                .set(List.of("training.passes=3", "model.features=64"))
                .later(ModelKeys.CLASSES, KafkaKeys.BOOTSTRAP_SERVERS)
                .build();

        assertThat(early.get(TrainingKeys.PASSES)).isEqualTo(3);
        assertThatIllegalStateException()
                .isThrownBy(() -> early.get(ModelKeys.CLASSES))
                .withMessage("model.classes is not known yet");

        JobConfig late = early.with(REQUIRED);

        assertThat(late.get(ModelKeys.FEATURES)).contains(64);
        assertThat(late.get(TrainingKeys.PASSES)).isEqualTo(3);
        assertThat(late.kafkaProperties()).containsEntry("bootstrap.servers", "localhost:9092");
    }

    @Test
    void printsEveryKeyInTheOrderOfTheCatalogue() {
        List<String> lines =
                completeWith("kafka.client.id=me").redacted().lines().toList();

        assertThat(lines).hasSize(Keys.CATALOGUE.keys().size() + 1);
        assertThat(lines)
                .startsWith("model.name: millrace", "model.features: 64", "model.task: classification")
                .endsWith("kafka.client.id: me");
    }

    @Test
    void anUnknownPresetIsAProgrammersMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keys.builder().preset("presets/none.yaml"))
                .withMessage("no such resource: presets/none.yaml");
    }
}
