package org.millrace.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.millrace.jobs.config.ConfigFixture.REQUIRED;
import static org.millrace.jobs.config.ConfigFixture.complete;
import static org.millrace.jobs.config.ConfigFixture.completeWith;
import static org.millrace.jobs.config.ConfigFixture.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.jobs.config.keys.Delivery;
import org.millrace.jobs.config.keys.KafkaKeys;
import org.millrace.jobs.config.keys.Keys;

/** Every mistake gives one line that says what is wrong, where, and what to do. */
class ConfigErrorsTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "model.name=a b | model.name must be 1 to 100 of A-Z a-z 0-9 . _ -: a b (--set)",
                "model.features=0 | model.features must be in 1..1000000: 0 (--set)",
                "model.features=9999999999 | model.features must be in 1..1000000: 9999999999 (--set)",
                "model.features=many | model.features must be a whole number: many (--set)",
                "model.features=6.5 | model.features must be a whole number: 6.5 (--set)",
                "model.features= | model.features must be a whole number:  (--set)",
                "model.features=[1] | model.features must be a single value, not a list: [1] (--set)",
                "model.classes=[one] | model.classes must have at least 2 entries for classification: [one] (--set)",
                "model.classes=[] | model.classes must have at least 1 entries: [] (--set)",
                "model.classes=[a, b, a] | model.classes must not name anything twice: [a, b, a] (--set)",
                "model.classes=a | model.classes must be a list such as [a, b]: a (--set)",
                "model.max-classes=1 | model.max-classes must be in 2..1000: 1 (--set)",
                "model.hidden-layers=64 | model.hidden-layers must be a list such as [a, b]: 64 (--set)",
                "model.hidden-layers=[8, 0] | model.hidden-layers must be a list of which each is in 1..65536: [8, 0] (--set)",
                "model.activation=step | model.activation must be one of relu, leaky-relu, elu, gelu, sigmoid, tanh, softplus, swish, identity: step (--set)",
                "model.scaling=true | model.scaling must be one of none, standardize, min-max: true (--set)",
                "metrics.port=many | metrics.port must be a port, a range of ports such as 9249-9259, or none: many (--set)",
                "metrics.port=9259-9249 | metrics.port must be a port, a range of ports such as 9249-9259, or none: 9259-9249 (--set)",
                "metrics.port=65536 | metrics.port must be a port, a range of ports such as 9249-9259, or none: 65536 (--set)",
                "training.reduce-on-plateau=maybe | training.reduce-on-plateau must be true or false: maybe (--set)",
                "training.loss=mse | training.loss does not suit model.task classification; it must be auto or one of softmax-cross-entropy: mse (--set)",
                "training.class-weights=[1] | training.class-weights must have one entry for each of the 2 classes: [1] (--set)",
                "training.class-weights=[1, 0] | training.class-weights must be a list of which each is in (0, 1e6]: [1, 0] (--set)",
                "training.class-weights=heavy | training.class-weights must be none, balanced or a list of weights such as [1, 2.5]: heavy (--set)",
                "training.weight-decay=yes | training.weight-decay must be a number: yes (--set)",
                "training.schedule-length=10 | training.schedule-length must be a share of the run, passes or steps, such as 50%, 3 passes or 2000 steps: 10 (--set)",
                "training.schedule-length=120% | training.schedule-length must be up to 100%, or some passes, or at least 1 step: 120% (--set)",
                "training.learning-rate=30.0 | training.learning-rate must be in (0, 10]: 30.0 (--set)",
                "training.learning-rate=0 | training.learning-rate must be in (0, 10]: 0 (--set)",
                "training.learning-rate=NaN | training.learning-rate must be a number: NaN (--set)",
                "training.momentum=1 | training.momentum must be in [0, 1): 1 (--set)",
                "evaluation.fading=0 | evaluation.fading must be in (0, 1]: 0 (--set)",
                "source.mode=PASSES | source.mode must be one of passes, live: PASSES (--set)",
                "topics.examples=a/b | topics.examples must be a topic name: a/b (--set)",
                "topics.examples=.. | topics.examples must be a topic name: .. (--set)",
                "topics.evaluations=examples | topics.evaluations must not be the same topic as topics.examples: examples (--set)",
                "validation.window=1000 | validation.window must be smaller than validation.every (1000): 1000 (--set)",
                "flink.checkpoint-interval=10 | flink.checkpoint-interval must be a time span such as 500ms, 10s or 1min: 10 (--set)",
                "flink.checkpoint-interval=1ms | flink.checkpoint-interval must be in 10ms to 24h: 1ms (--set)",
                "kafka.bootstrap.servers=localhost | kafka.bootstrap.servers must be host:port, host:port, ...: localhost (--set)",
                "kafka.client.id=${env:NONE} | kafka.client.id needs the environment variable NONE, which is not set (--set)",
                "kafka.client.id=${file:/no/such} | kafka.client.id needs the file /no/such, which cannot be read (--set)",
                "training.learning-rte=1 | unknown key training.learning-rte of --set; did you mean training.learning-rate?",
                "topics.wallpaper=1 | unknown key topics.wallpaper of --set; known are topics.examples, topics.evaluations, topics.dead-letters, topics.delivery",
                "wallpaper=1 | unknown key wallpaper of --set; known are avro.*, csv.*, dead-letters.*, drift.*, errors.*, evaluation.*, features, features-sample, fields.*, flink.*, kafka.*, limits.*, metrics.*, model.*, quickstart.*, source.*, test.*, topics.*, training.*, validation.*",
                "training.passes | --set needs KEY=VALUE, for example --set training.batch-size=128: training.passes",
                "=3 | --set needs KEY=VALUE, for example --set training.batch-size=128: =3",
                "kafka.sasl.password:x | --set needs KEY=VALUE, for example --set training.batch-size=128: ****",
                "model.hidden-layers=[8 | --set model.hidden-layers: the list or the quotes of its value are not closed"
            })
    void namesTheMistakeOnTheCommandLine(String argument, String message) {
        assertFails(() -> completeWith(argument), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "training.learning-rate: 30.0 | training.learning-rate must be in (0, 10]: 30.0 (FILE, line 1)",
                "training:;  passes: 2;  learning-rte: 1 | unknown key training.learning-rte in FILE, line 3; did you mean training.learning-rate?",
                "training: 3 | unknown key training in FILE, line 1; known are TRAINING",
                "training.passes: 2;training:;  passes: 3 | FILE, line 3: training.passes is given twice, first in FILE, line 1; remove one",
                "training.passes: | FILE, line 1: training.passes has no value; write one, or \"\" for an empty text, or remove the line",
                "model.classes: [a, [b]] | FILE, line 1: the list model.classes may only hold single values",
                "model.classes: [a, ~] | FILE, line 1: the list model.classes may only hold single values",
                "training: &t {passes: 3};validation.every: *t | FILE, line 2: validation.every refers to another value with *; write the value itself",
                "just words | FILE, line 1: the text is not made of keys and values, such as training.batch-size: 64",
                "[1, 2] | FILE, line 1: the text is not made of keys and values, such as training.batch-size: 64",
                "training.passes: 3;---;training.seed: 4 | FILE, line 3: the text starts a second document; write all keys in one",
                "training.passes: 3; training.seed: 4 | FILE, line 2: not YAML: mapping values are not allowed here",
                "model.hidden-layers: [1,; 2 | FILE, line 2: not YAML: expected ',' or ']', but got <stream end>"
            })
    void namesTheMistakeInAFileAndItsLine(String lines, String message) {
        Path file = file(directory, lines.replace(';', '\n'));

        assertFails(
                () -> complete().file(file).build(),
                message.replace("FILE", file.toString())
                        .replace(
                                "TRAINING",
                                Keys.CATALOGUE.names().stream()
                                        .filter(name -> name.startsWith("training."))
                                        .collect(Collectors.joining(", "))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.classes", "kafka.bootstrap.servers"})
    void namesARequiredKeyThatIsMissing(String key) {
        Map<String, Object> others = new HashMap<>(REQUIRED);
        others.remove(key);

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Keys.builder().known(others).build())
                .withMessageStartingWith(
                        key + " is required; write it in the configuration file or pass --set " + key + "=VALUE (");
    }

    @Test
    void reportsTheFirstOfSeveralMistakes() {
        assertFails(
                () -> completeWith("training.seed=x", "model.features=y"),
                "model.features must be a whole number: y (--set)");
    }

    @Test
    void aFractionAndATopicOfTestExamplesExcludeEachOther() {
        assertFails(
                () -> completeWith("test.topic=t", "test.fraction=0.2"),
                "test.fraction and test.topic exclude each other; remove one or set test.fraction to 0 (--set)");
    }

    @Test
    void onALiveTopicASchedulesLengthIsInSteps() {
        assertFails(
                () -> completeWith("source.mode=live", "training.schedule=cosine"),
                "training.schedule-length must be in steps, such as 20000 steps, when source.mode is live: 100% (default)");
        assertFails(
                () -> completeWith("source.mode=live", "training.schedule=step", "training.schedule-every=2 passes"),
                "training.schedule-every must be in steps, such as 20000 steps, when source.mode is live: 2 passes (--set)");
        assertThat(completeWith("source.mode=live", "training.schedule=cosine", "training.schedule-length=900 steps"))
                .isNotNull();
    }

    @Test
    void optionsOfClassificationAreRefusedInOtherTasks() {
        assertFails(
                () -> completeWith("model.task=regression", "training.label-smoothing=0.1"),
                "training.label-smoothing needs classification: 0.1 (--set)");
        assertFails(
                () -> completeWith("model.task=multi-label", "training.class-weights=balanced"),
                "training.class-weights needs classification: balanced (--set)");
        assertFails(
                () -> completeWith("model.task=regression", "training.early-stopping=kappa"),
                "training.early-stopping does not suit model.task regression; it must be none or one of loss, mae, rmse, r2, mape:"
                        + " kappa (--set)");
        assertFails(
                () -> completeWith("training.early-stopping=loss", "validation.window=0"),
                "training.early-stopping needs validation windows; set validation.window above 0: loss (--set)");
        assertFails(
                () -> completeWith("training.early-stopping=loss", "source.mode=live"),
                "training.early-stopping-then must be freeze or go-on when source.mode is live, which has no end: stop (default)");
        assertFails(
                () -> completeWith("model.task=regression", "model.classes=discover"),
                "model.classes can be discover for classification only; list the names: discover (--set)");
        assertFails(
                () -> completeWith("model.classes=discover", "training.class-weights=[1, 2]"),
                "training.class-weights must be none or balanced where model.classes is discover: [1, 2] (--set)");
        assertFails(
                () -> completeWith("model.task=multi-label", "training.loss=mse"),
                "training.loss does not suit model.task multi-label; it must be auto or one of binary-cross-entropy: "
                        + "mse (--set)");
    }

    @Test
    void aPlateauTakesValidationWindows() {
        assertFails(
                () -> completeWith("training.reduce-on-plateau=true", "validation.window=0"),
                "training.reduce-on-plateau needs validation windows; set validation.window above 0: true (--set)");
    }

    @Test
    void saysThatAFileIsNotThere() {
        Path file = directory.resolve("none.yaml");

        assertFails(() -> complete().file(file), "configuration file not found: " + file);
        assertFails(() -> complete().file(directory), "configuration file cannot be read: " + directory);
    }

    @Test
    void saysThatAFileIsNotText() throws IOException {
        Path file = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xC3, 0x28});

        assertFails(() -> complete().file(file), "configuration file is not text in UTF-8: " + file);
    }

    private static void assertFails(ThrowingCallable action, String message) {
        assertThatExceptionOfType(ConfigException.class).isThrownBy(action).satisfies(thrown -> {
            assertThat(thrown.getMessage().strip()).isEqualTo(message);
            assertThat(thrown.getMessage()).doesNotContain("\n");
        });
    }

    @Test
    void transactionsMustOutliveACheckpoint() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> completeWith("topics.delivery=exactly-once", "flink.checkpoint-interval=6min"))
                .withMessage(
                        "topics.delivery needs flink.checkpoint-interval and flink.checkpoint-timeout together below"
                                + " kafka.transaction.timeout.ms (15min): exactly-once (--set)");
        assertFails(
                () -> completeWith("topics.delivery=exactly-once", "kafka.transaction.timeout.ms=0"),
                "kafka.transaction.timeout.ms must be in 1..2147483647: 0 (--set)");
        assertThat(completeWith(
                                "topics.delivery=exactly-once",
                                "flink.checkpoint-interval=6min",
                                "kafka.transaction.timeout.ms=3600000")
                        .get(KafkaKeys.DELIVERY))
                .isEqualTo(Delivery.EXACTLY_ONCE);
    }
}
