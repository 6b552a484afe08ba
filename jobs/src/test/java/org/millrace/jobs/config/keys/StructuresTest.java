package org.millrace.jobs.config.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.millrace.jobs.config.ConfigKey.optional;
import static org.millrace.jobs.config.ConfigKey.required;
import static org.millrace.jobs.config.ValueType.distinct;
import static org.millrace.jobs.config.ValueType.oneOf;
import static org.millrace.jobs.config.ValueType.text;
import static org.millrace.jobs.config.ValueType.trueOrFalse;
import static org.millrace.jobs.config.ValueType.wholeNumber;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millrace.jobs.config.Catalogue;
import org.millrace.jobs.config.Choice;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.config.ConfigKey;
import org.millrace.jobs.config.ConfigTable;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.JobConfigBuilder;
import org.millrace.jobs.config.StructureList;
import org.millrace.jobs.config.ValueType;
import org.millrace.model.loss.Huber;
import org.millrace.model.loss.Loss;
import org.millrace.model.loss.SoftmaxCrossEntropy;
import org.millrace.model.optimizer.Adam;
import org.millrace.model.optimizer.Momentum;
import org.millrace.model.optimizer.Optimizer;
import org.millrace.model.optimizer.RmsProp;

/** Lists of structures, of the two shapes there are: entries with a kind, and entries that inherit. */
class StructuresTest {

    private sealed interface Kind {}

    private record Numeric(boolean log) implements Kind {}

    private record Category(List<String> values, int buckets) implements Kind {}

    private record Field(String name, Kind kind) {}

    private record Candidate(String name, List<Integer> hiddenLayers, double rate, Optimizer optimizer, Loss loss) {}

    private static final ConfigKey<String> NAME =
            required("name", text("a name")).meaning("Name of the field");
    private static final ConfigKey<Boolean> LOG =
            optional("log", trueOrFalse(), "false").meaning("Take the logarithm");
    private static final ConfigKey<List<String>> VALUES =
            required("values", distinct("list of words", text("a word"), 1)).meaning("Words of their own columns");
    private static final ConfigKey<Integer> BUCKETS =
            optional("buckets", wholeNumber(0, 1_000), "0").meaning("Columns that share all other words");
    private static final ConfigKey<Choice<Kind>> KIND = optional(
                    "kind",
                    kinds(List.of(
                            new Choice<>("number", List.of(LOG), field -> new Numeric(field.get(LOG))),
                            new Choice<>(
                                    "category",
                                    List.of(VALUES, BUCKETS),
                                    field -> new Category(field.get(VALUES), field.get(BUCKETS))))),
                    "number")
            .meaning("Kind of the field");

    private static final StructureList<Field> FIELDS = new StructureList<>(
            "columns",
            "",
            List.of(NAME, KIND),
            List.of(),
            List.of(),
            field -> new Field(field.get(NAME), field.get(KIND).read(field)),
            "Fields of an example");

    private static final StructureList<Candidate> CANDIDATES = new StructureList<>(
            "candidates",
            "",
            List.of(NAME),
            Stream.<List<ConfigKey<?>>>of(
                            ModelKeys.ALL, List.of(TrainingKeys.SEED), OptimizerKeys.ALL, Losses.ALL, ScheduleKeys.ALL)
                    .<ConfigKey<?>>flatMap(List::stream)
                    .toList(),
            LearnerRules.ALL,
            values -> new Candidate(
                    values.get(NAME),
                    values.get(ModelKeys.HIDDEN_LAYERS),
                    values.get(OptimizerKeys.LEARNING_RATE),
                    OptimizerKeys.optimizer(values),
                    Losses.of(values)),
            "Models to compare");

    private static final Catalogue CATALOGUE =
            new Catalogue(Keys.CATALOGUE.keys(), List.of(FIELDS, CANDIDATES), KafkaKeys.PREFIX, Keys.CATALOGUE.rules());

    private static final String TWO_CANDIDATES = """
            model.hidden-layers: [32]
            training:
              optimizer: rmsprop
              learning-rate: 0.01
            candidates:
              - name: plain
              - name: wide
                model: {hidden-layers: [256]}
                training:
                  optimizer: momentum
                  momentum: 0.5
                training.learning-rate: 0.05
            """;

    @TempDir
    private Path directory;

    private static ValueType<Choice<Kind>> kinds(List<Choice<Kind>> kinds) {
        return oneOf(kinds);
    }

    private JobConfig config(String yaml, String... settings) {
        return builder(yaml).set(List.of(settings)).build();
    }

    private JobConfigBuilder builder(String yaml) {
        try {
            Path file = Files.writeString(directory.resolve("my.yaml"), yaml);
            return new JobConfigBuilder(CATALOGUE)
                    .known(Map.of(
                            "model.features",
                            64,
                            "model.classes",
                            List.of("no", "yes"),
                            "kafka.bootstrap.servers",
                            "localhost:9092"))
                    .file(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aKindBringsItsOwnKeys() {
        JobConfig config = config("""
                columns:
                  - {name: age}
                  - name: income
                    log: true
                  - name: answer
                    kind: category
                    values: [no, yes]
                """);

        assertThat(config.get(FIELDS))
                .containsExactly(
                        new Field("age", new Numeric(false)),
                        new Field("income", new Numeric(true)),
                        new Field("answer", new Category(List.of("no", "yes"), 0)));
    }

    @Test
    void anEntryInheritsWhatItDoesNotOverride() {
        assertThat(config(TWO_CANDIDATES).get(CANDIDATES))
                .containsExactly(
                        new Candidate("plain", List.of(32), 0.01, new RmsProp(), new SoftmaxCrossEntropy()),
                        new Candidate("wide", List.of(256), 0.05, new Momentum(0.5), new SoftmaxCrossEntropy()));
    }

    @Test
    void theCommandLineReachesIntoAnEntryAndAboveAll() {
        JobConfig config = config(
                TWO_CANDIDATES,
                "candidates[1].training.learning-rate=0.2",
                "candidates[0].training.optimizer=adam",
                "training.learning-rate=0.3",
                "model.task=regression",
                "candidates[1].training.loss=huber");

        assertThat(config.get(CANDIDATES))
                .satisfiesExactly(
                        first -> {
                            assertThat(first.rate()).isEqualTo(0.3);
                            assertThat(first.optimizer()).isEqualTo(new Adam());
                        },
                        second -> {
                            assertThat(second.rate()).isEqualTo(0.2);
                            assertThat(second.loss()).isEqualTo(new Huber());
                        });
    }

    @Test
    void aLaterLayerReplacesTheWholeList() {
        assertThat(config(TWO_CANDIDATES, "candidates=[{name: only, training: {seed: 3}}]")
                        .get(CANDIDATES))
                .extracting(Candidate::name)
                .containsExactly("only");
        assertThat(config(TWO_CANDIDATES, "candidates=[]").get(CANDIDATES)).isEmpty();
        assertThat(config("").get(CANDIDATES)).isEmpty();
    }

    @Test
    void entriesOutliveAChangeOfOtherValues() {
        JobConfig config = config(TWO_CANDIDATES).with(Map.of("training.learning-rate", 0.4));

        assertThat(config.get(CANDIDATES)).extracting(Candidate::rate).containsExactly(0.4, 0.05);
    }

    @Test
    void printsEntriesByTheirPath() {
        assertThat(config(TWO_CANDIDATES).redacted())
                .contains("candidates: 2 entries\n")
                .contains("\ncandidates[1].training.momentum: 0.5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "columns:;- name: a;  kind: word | columns[0].kind must be one of number, category: word (FILE, line 3)",
                "columns:;- name: a;- kind: number | columns[1].name is required; write it in the configuration file or pass --set columns[1].name=VALUE (a name)",
                "columns:;- name: a;  kind: category | columns[0].values is required; write it in the configuration file or pass --set columns[0].values=VALUE (list of words)",
                "columns:;- name: a;  buckets: 3 | columns[0].buckets does not go with kind number: 3 (FILE, line 3)",
                "columns:;- name: a;  bukets: 3 | unknown key columns[0].bukets in FILE, line 3; did you mean columns[0].buckets?",
                "columns:;- name: a;  colour: red | unknown key columns[0].colour in FILE, line 3; known are columns[0].name, columns[0].kind, columns[0].log, columns[0].values, columns[0].buckets",
                "columns:;- name: a;  name: b | FILE, line 3: columns[0].name is given twice, first in FILE, line 2; remove one",
                "columns:;- name: a;  kind: | FILE, line 3: columns[0].kind has no value; write one, or \"\" for an empty text, or remove the line",
                "columns:;- name: a;- word | FILE, line 3: the list columns may only hold structures such as {key: value}",
                "columns: [age, sex] | columns must be a list of structures such as [{name: ...}]: [age, sex] (FILE, line 1)",
                "columns: age | columns must be a list of structures such as [{name: ...}]: age (FILE, line 1)",
                "colums:;- name: a | unknown key colums in FILE, line 1; did you mean columns?",
                "model.classes:;- name: a | FILE, line 1: the list model.classes may only hold single values",
                "candidates:;- name: a;  training.passes: 3 | unknown key candidates[0].training.passes in FILE, line 3; it is the same for every entry of candidates; write it outside of the list",
                "candidates:;- name: a;  training:;    learning-rate: 30 | candidates[0].training.learning-rate must be in (0, 10]: 30 (FILE, line 4)",
                "candidates:;- name: a;  training.loss: mse | candidates[0].training.loss does not suit model.task classification; it must be auto or one of softmax-cross-entropy: mse (FILE, line 3)",
                "training.label-smoothing: 0.1;candidates:;- name: a;  model.task: regression | training.label-smoothing needs classification: 0.1 in candidates[0] (FILE, line 1)"
            })
    void namesTheMistakeItsEntryAndItsLine(String lines, String message) {
        assertFails(
                () -> config(lines.replace(';', '\n')),
                message.replace("FILE", directory.resolve("my.yaml").toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "candidates[2].training.l1=1 | candidates[2].training.l1 is beyond the 2 entries of candidates, which are counted from 0: 1 (--set)",
                "candidates[1].training.learning-rte=1 | unknown key candidates[1].training.learning-rte of --set; did you mean candidates[1].training.learning-rate?",
                "candidates[x].name=a | unknown key candidates[x].name of --set; candidates is a list, with keys such as candidates[0].name",
                "candidates.name=a | unknown key candidates.name of --set; candidates is a list, with keys such as candidates[0].name"
            })
    void namesTheMistakeOnTheCommandLine(String setting, String message) {
        assertFails(() -> config(TWO_CANDIDATES, setting), message);
    }

    @Test
    void theTableHasTheKeysOfAnEntry() {
        assertThat(new ConfigTable(CATALOGUE).markdown()).contains("""
                        | `columns` | `[]` | list of structures | Fields of an example |
                        | `columns[].name` | required | a name | Name of the field |
                        | `columns[].kind` | `number` | number, category | Kind of the field |
                        | `columns[].log` | `false` | true, false | Take the logarithm (kind number) |
                        """);
    }

    private static void assertFails(Runnable action, String message) {
        assertThatExceptionOfType(ConfigException.class).isThrownBy(action::run).withMessage(message);
    }
}
