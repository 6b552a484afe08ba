package org.millrace.endtoend;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.endtoend.Dashboards.Dashboard;
import org.millrace.endtoend.Dashboards.Panel;
import org.millrace.endtoend.Dashboards.Target;
import org.millrace.endtoend.Selectors.Selector;
import org.millrace.operators.metrics.Label;
import org.millrace.operators.metrics.Meter;

/** What makes a dashboard one that works anywhere and teaches: the rules of Grafana's dashboard-linter, and ours. */
class DashboardsTest {

    private static final String DATA_SOURCE = "${datasource}";
    private static final int COLUMNS = 24;

    /** What the reporter adds to every meter of a task. */
    private static final Set<String> TASK_LABELS = Set.of("job_name", "task_name", "operator_name", "subtask_index");

    /** Of processes, not of jobs. */
    private static final Pattern WITHOUT_JOB = Pattern.compile("flink_(taskmanager_status|jobmanager_num)_.*|up");

    private static final Pattern RANGE_OF_RATE =
            Pattern.compile("\\b(?:rate|irate|increase|delta|changes)\\s*\\((?:[^()\\[]|\\{[^}]*})*\\[([^\\]]+)]");

    /** Of a range of single series, and not of what is made of those that live at each moment. */
    private static final Pattern NEWEST_OF_EACH_SERIES = Pattern.compile("last_over_time\\([\\s(]*(?:millrace|flink)_");

    /** The newest value of an aggregate of one metric. */
    private static final Pattern NEWEST_OF_ONE = Pattern.compile(
            "(sort_desc\\()?last_over_time\\(\\((max|sum)( by \\(\\w+\\) )?\\([^()]*\\)\\)\\[\\$__range:]\\)+");

    private static final Map<String, String> CHOICES = Map.of(
            "__rate_interval",
            "1m",
            "__range",
            "15m",
            "job",
            "mill",
            "model",
            "digits",
            "run",
            "r1",
            "split",
            "validation",
            "horizon",
            "run");

    static List<Dashboard> dashboards() {
        return Dashboards.all();
    }

    static List<Panel> panels() {
        return Dashboards.panels();
    }

    static List<Target> targets() {
        return Dashboards.targets();
    }

    @Test
    void areLearningPipelineAndModels() {
        assertThat(Dashboards.all()).extracting(Dashboard::title).containsExactly("Learning", "Models", "Pipeline");
        assertThat(Dashboards.all())
                .extracting(dashboard -> dashboard.json().path("uid").asText())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void areReadFromFilesAndLinkedToEachOther(Dashboard dashboard) {
        assertThat(dashboard.json().path("editable").asBoolean(true)).isFalse();
        assertThat(dashboard.json().path("description").asText()).isNotBlank();
        assertThat(dashboard.json().path("tags")).extracting(JsonNode::asText).containsExactly("millrace");
        assertThat(dashboard.json().path("links").path(0).path("tags"))
                .extracting(JsonNode::asText)
                .containsExactly("millrace");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void letTheUserChooseDataSourceJobAndModel(Dashboard dashboard) {
        List<JsonNode> variables = dashboard.variables();
        JsonNode dataSource = variables.get(0);

        assertThat(variables)
                .extracting(variable -> variable.path("name").asText())
                .startsWith("datasource", "job", "model")
                .doesNotHaveDuplicates();
        assertThat(dataSource.path("type").asText()).isEqualTo("datasource");
        assertThat(dataSource.path("query").asText()).isEqualTo("prometheus");
        assertThat(variables).allSatisfy(variable -> {
            assertThat(variable.path("label").asText()).isNotBlank();
            assertThat(variable.path("description").asText()).isNotBlank();
            if (variable.path("type").asText().equals("query")) {
                assertThat(variable.path("datasource").path("uid").asText()).isEqualTo(DATA_SOURCE);
                assertThat(variable.path("query").path("query").asText()).matches("(label_values|query_result)\\(.*");
                assertThat(variable.path("refresh").asInt())
                        .as("asked again when the time range changes")
                        .isEqualTo(2);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void placePanelsSideBySideAndNotUponEachOther(Dashboard dashboard) {
        Set<String> cells = new TreeSet<>();
        for (Panel panel : dashboard.panels()) {
            JsonNode place = panel.json().path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isBetween(1, COLUMNS);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    String cell = (place.path("x").asInt() + x) + ","
                            + (place.path("y").asInt() + y);
                    assertThat(cells.add(cell))
                            .as("%s covers another at %s", panel, cell)
                            .isTrue();
                }
            }
        }
        assertThat(dashboard.panels()).extracting(Panel::title).doesNotHaveDuplicates();
        assertThat(dashboard.panels())
                .extracting(panel -> panel.json().path("id").asInt())
                .doesNotHaveDuplicates()
                .doesNotContain(0);
    }

    @ParameterizedTest
    @MethodSource("panels")
    void sayWhatTheyShowInWhichUnitAndFromTheChosenSource(Panel panel) {
        JsonNode json = panel.json();

        assertThat(panel.title()).isNotBlank();
        assertThat(json.path("description").asText())
                .as("teaches a reader")
                .hasSizeGreaterThan(60)
                .endsWith(".");
        assertThat(json.path("fieldConfig").path("defaults").path("unit").asText())
                .isNotBlank();
        assertThat(json.path("datasource").path("type").asText()).isEqualTo("prometheus");
        assertThat(json.path("datasource").path("uid").asText()).isEqualTo(DATA_SOURCE);
        assertThat(panel.targets()).isNotEmpty();
        assertThat(panel.targets())
                .extracting(target -> target.json().path("refId").asText())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void nameTheirCurvesAndTakeTheSourceOfTheirPanel(Target target) {
        assertThat(target.json().has("datasource")).isFalse();
        assertThat(target.json().has("legendFormat")).isTrue();
        if (!target.panel().type().equals("stat")) {
            assertThat(target.json().path("legendFormat").asText()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void askForRatesOverAnIntervalThatFitsTheScrapes(Target target) {
        Matcher range = RANGE_OF_RATE.matcher(target.expression());
        while (range.find()) {
            assertThat(range.group(1)).isEqualTo(target.instant() ? "$__range" : "$__rate_interval");
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void drawCountersAsRates(Target target) {
        if (!target.panel().type().equals("timeseries")) {
            return;
        }
        String withoutRates = RANGE_OF_RATE.matcher(target.expression()).replaceAll("");
        assertThat(Selectors.of(withoutRates))
                .extracting(Selector::metric)
                .noneMatch(metric -> metric.endsWith("_total") || metric.endsWith("_bucket"));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void joinSeriesBeforeTheyAskForTheNewestValue(Target target) {
        assertThat(target.expression()).doesNotContainPattern(NEWEST_OF_EACH_SERIES);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void askForTheChosenJobAndModel(Target target) {
        assertThat(Selectors.of(target.expression())).isNotEmpty().allSatisfy(selector -> {
            if (!WITHOUT_JOB.matcher(selector.metric()).matches()) {
                assertThat(selector.matchers()).contains("job_name=~\"$job");
            }
            if (selector.meter()
                    .filter(meter -> meter.labels().contains(Label.MODEL))
                    .isPresent()) {
                assertThat(selector.matchers()).containsPattern("model=~?\"\\$model\"");
                if (target.panel().dashboard().title().equals("Learning")) {
                    assertThat(selector.matchers()).contains("run=~\"$run\"");
                }
            }
        });
    }

    @Test
    void askForMetersOfTheCatalogueAndTheirLabelsOnly() {
        for (Selector selector : selectors()) {
            if (selector.ours()) {
                assertThat(selector.meter()).as(selector.metric()).isPresent();
                Set<String> labels = new TreeSet<>(selector.labels());
                labels.removeAll(TASK_LABELS);
                assertThat(selector.meter().orElseThrow().labels())
                        .as(selector.metric())
                        .extracting(Label::key)
                        .containsAll(labels);
            }
        }
    }

    @Test
    void showEveryMeterOfTheCatalogueOnAPanel() {
        Set<Meter> shown = new TreeSet<>();
        for (Target target : Dashboards.targets()) {
            Selectors.of(target.expression())
                    .forEach(selector -> selector.meter().ifPresent(shown::add));
        }

        assertThat(Arrays.stream(Meter.values()).filter(meter -> !shown.contains(meter)))
                .isEmpty();
    }

    @Test
    void markTheRestartsOfTheJob() {
        assertThat(Dashboards.all())
                .allSatisfy(dashboard -> assertThat(dashboard.annotations()).anySatisfy(annotation -> {
                    assertThat(annotation.path("name").asText()).startsWith("Restarts");
                    assertThat(annotation.path("datasource").path("uid").asText())
                            .isEqualTo(DATA_SOURCE);
                }));
    }

    @Test
    void askInPromQl(@TempDir Path directory) throws Exception {
        Promtool.require();
        String queries = Dashboards.targets().stream()
                .map(target -> target.filled(CHOICES))
                .distinct()
                .map(query -> "      - record: query\n        expr: '" + query.replace("'", "''")
                        + "'\n        labels:\n          number: \"" + Integer.toHexString(query.hashCode()) + "\"\n")
                .collect(joining("", "groups:\n  - name: queries\n    rules:\n", ""));
        Path rules = Files.writeString(directory.resolve("queries.yml"), queries);

        Promtool.accepts("check", "rules", rules.toString());
    }

    @Test
    void showTheNewestValueOfATaskThatHasMoved(@TempDir Path directory) throws Exception {
        Promtool.require();

        answerAsExpected(
                directory,
                Dashboards.targets().stream()
                        .filter(target ->
                                NEWEST_OF_ONE.matcher(target.expression()).matches())
                        .map(DashboardsTest::ofATaskThatMoves)
                        .toList());
    }

    /** What the old task has left behind is neither added to the new value nor taken for it, during the run or after it. */
    private static Map<String, Object> ofATaskThatMoves(Target target) {
        String query = target.filled(CHOICES);
        Selector selector = Selectors.of(query).get(0);
        String series = selector.metric() + "{" + selector.matchers().replace("=~", "=") + ", instance=\"%s\"}";
        return Map.of(
                "name",
                target.toString(),
                "interval",
                "1m",
                "input_series",
                List.of(
                        Map.of("series", series.formatted("old"), "values", "8x3 stale"),
                        Map.of("series", series.formatted("new"), "values", "_x4 5x3 stale")),
                "promql_expr_test",
                List.of(answer("sum(" + query + ")", "6m", "{}", 5), answer("sum(" + query + ")", "12m", "{}", 5)));
    }

    @Test
    void showMistakesAndSayWhenThereAreNone(@TempDir Path directory) throws Exception {
        Promtool.require();
        Target pairs = Dashboards.targets().stream()
                .filter(target -> target.panel().title().equals("Most confused pairs"))
                .findFirst()
                .orElseThrow();
        String cell = "millrace_last_predictions{job_name=\"mill\", model=\"digits\", run=\"r1\", split=\"validation\","
                + " actual=\"%s\", predicted=\"%s\"}";
        String query = pairs.filled(CHOICES);

        answerAsExpected(
                directory,
                List.of(Map.of(
                        "interval",
                        "1m",
                        "input_series",
                        List.of(
                                Map.of("series", cell.formatted("1", "1"), "values", "90x5 100x5 stale"),
                                Map.of("series", cell.formatted("1", "7"), "values", "10x5 0x5 stale"),
                                Map.of("series", cell.formatted("7", "7"), "values", "99x11 stale"),
                                Map.of("series", cell.formatted("7", "1"), "values", "0x11 stale")),
                        "promql_expr_test",
                        List.of(
                                answer(query, "5m", "{actual=\"1\", predicted=\"7\"}", 10),
                                answer(query, "10m", "{actual=\"nothing\", predicted=\"anything else\"}", 0),
                                answer(query, "15m", "{actual=\"nothing\", predicted=\"anything else\"}", 0)))));
    }

    /** At Grafana's default of one scrape in 15 s a short run would be a straight line. */
    @ParameterizedTest
    @MethodSource("panels")
    void drawGaugesAtEveryScrape(Panel panel) {
        if (List.of("timeseries", "trend", "state-timeline").contains(panel.type())
                && panel.targets().stream()
                        .noneMatch(target -> target.expression().contains("$__rate_interval"))) {
            assertThat(panel.json().path("interval").asText()).isEqualTo("1s");
        }
    }

    @Test
    void askForRecordedFiguresThatTheRulesRecord() {
        assertThat(selectors())
                .extracting(Selector::metric)
                .filteredOn(metric -> metric.startsWith("millrace:"))
                .isNotEmpty()
                .isSubsetOf(AlertRules.recorded());
    }

    private static Map<String, Object> answer(String query, String time, String labels, int value) {
        return Map.of(
                "expr", query, "eval_time", time, "exp_samples", List.of(Map.of("labels", labels, "value", value)));
    }

    private static void answerAsExpected(Path directory, List<Map<String, Object>> tests) throws Exception {
        Path file = directory.resolve("queries.json");
        JsonMapper.builder().build().writeValue(file.toFile(), Map.of("evaluation_interval", "1m", "tests", tests));

        Promtool.accepts("test", "rules", file.toString());
    }

    private static List<Selector> selectors() {
        List<Selector> selectors = new ArrayList<>();
        for (Dashboard dashboard : Dashboards.all()) {
            dashboard.panels().stream()
                    .flatMap(panel -> panel.targets().stream())
                    .map(Target::expression)
                    .forEach(expression -> selectors.addAll(Selectors.of(expression)));
            dashboard
                    .annotations()
                    .forEach(annotation -> selectors.addAll(
                            Selectors.of(annotation.path("expr").asText())));
            dashboard
                    .variables()
                    .forEach(variable -> selectors.addAll(
                            Selectors.of(variable.path("query").path("query").asText())));
        }
        AlertRules.all().forEach(alert -> selectors.addAll(Selectors.of(alert.expression())));
        return selectors;
    }
}
