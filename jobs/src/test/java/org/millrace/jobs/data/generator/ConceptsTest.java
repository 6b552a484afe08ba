package org.millrace.jobs.data.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Concepts against the definitions of the papers: by hand, by MOA, and by the share of the classes that follows from them. */
class ConceptsTest {

    private static final int ROWS = 40_000;

    @Test
    void agreesWithMoa() throws Exception {
        int compared = 0;
        try (InputStream table = getClass().getResourceAsStream("moa.csv")) {
            for (String line : new String(table.readAllBytes(), UTF_8).lines().toList()) {
                if (!line.startsWith("#")) {
                    String[] cells = line.split(",", -1);
                    assertThat(classOf(cells)).as(line).isEqualTo(cells[cells.length - 1]);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(250);
    }

    private static String classOf(String[] cells) {
        int concept = Integer.parseInt(cells[1]) - 1;
        return switch (cells[0]) {
            case "agrawal" -> String.valueOf(Agrawal.label(concept, applicant(numbers(cells, 9))));
            case "sea" -> String.valueOf(Sea.label(concept, numbers(cells, 3)));
            case "stagger" -> String.valueOf(Stagger.isMember(concept, stagger(cells)));
            case "led" ->
                IntStream.range(0, Led.SEGMENTS)
                        .mapToObj(segment -> Led.isOn(Integer.parseInt(cells[2]), segment) ? "1" : "0")
                        .reduce("", String::concat);
            default -> throw new AssertionError(cells[0]);
        };
    }

    private static float[] numbers(String[] cells, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = Float.parseFloat(cells[2 + i]);
        }
        return numbers;
    }

    private static float[] stagger(String[] cells) {
        float[] values = new float[3];
        List<Field> fields = generator("stagger", Map.of()).fields();
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(i).values().indexOf(cells[2 + i]);
        }
        return values;
    }

    private static Applicant applicant(float[] v) {
        return new Applicant(v[0], v[1], (int) v[2], (int) v[3], (int) v[4], (int) v[5], v[6], (int) v[7], v[8]);
    }

    @ParameterizedTest
    @CsvSource({
        // SINE1: 0.5 < sin(0.6) = 0.565; 0.6 > sin(0.6). Reversed in concept 2.
        "1, 0.6, 0.5, true",
        "1, 0.6, 0.6, false",
        "2, 0.6, 0.5, false",
        "2, 0.6, 0.6, true",
        // SINE2: 0.5 + 0.3 sin(3π/6) = 0.8; 0.5 + 0.3 sin(3π/2) = 0.2. Reversed in concept 4.
        "3, 0.16666667, 0.79, true",
        "3, 0.16666667, 0.81, false",
        "3, 0.5, 0.19, true",
        "3, 0.5, 0.21, false",
        "4, 0.5, 0.19, false",
        "4, 0.5, 0.21, true",
    })
    void sineIsPositiveBelowItsCurve(int concept, float x1, float x2, boolean positive) {
        assertThat(Sine.isPositive(concept - 1, new float[] {x1, x2})).isEqualTo(positive);
    }

    @ParameterizedTest
    @CsvSource({"1, 2, -3, 0.9, 0.1, 0.2, 1", "1, 2, -3, 0.1, 0.4, 0.9, 0", "1, 1, 1, 0.5, 0.5, 0.5, 1"})
    void hyperplaneIsPositiveOnItsUpperSide(double w1, double w2, double w3, float x1, float x2, float x3, int label) {
        assertThat(Hyperplane.label(new double[] {w1, w2, w3}, new float[] {x1, x2, x3}))
                .isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({
        // θ² / 200 is the area below x1 + x2 = θ.
        "sea, 1, 0, 0.32",
        "sea, 2, 0, 0.405",
        "sea, 3, 0, 0.245",
        "sea, 4, 0, 0.45125",
        "stagger, 1, 1, 0.11111",
        "stagger, 2, 1, 0.55556",
        "stagger, 3, 1, 0.66667",
        "led, 1, 3, 0.1",
        "led, 7, 8, 0.1",
        // 1 - cos(1), and 0.5 + 0.2 / π.
        "sine, 1, 1, 0.45970",
        "sine, 2, 1, 0.54030",
        "sine, 3, 1, 0.56366",
        "sine, 4, 1, 0.43634",
        "hyperplane, 1, 1, 0.5",
        // 20 of 61 years of age are in 40 … 59.
        "agrawal, 1, 1, 0.32787",
        // Levels of education: 20 years with 2 of 5, 20 with 3, 21 with 3.
        "agrawal, 3, 0, 0.53443",
    })
    void classesAreAsOftenAsFollowsFromTheDefinition(String name, int concept, int label, double share) {
        Map<Parameter, Double> noiseless = Map.of(Parameter.NOISE, 0.0);

        long rows = rows(generator(name, noiseless), concept - 1, ROWS).stream()
                .filter(row -> row.label() == label)
                .count();

        assertThat((double) rows / ROWS).isCloseTo(share, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"sea, 0.1", "sea, 0.25", "stagger, 0.1", "sine, 0.2"})
    void noiseChangesAShareOfTheLabels(String name, double noise) {
        List<Row> rows = rows(generator(name, Map.of(Parameter.NOISE, noise)), 0, ROWS);

        long wrong =
                rows.stream().filter(row -> row.label() != label(name, row)).count();

        assertThat((double) wrong / ROWS).isCloseTo(noise, within(0.01));
    }

    private static int label(String name, Row row) {
        return switch (name) {
            case "sea" -> Sea.label(0, row.values());
            case "stagger" -> Stagger.isMember(0, row.values()) ? 1 : 0;
            default -> Sine.isPositive(0, row.values()) ? 1 : 0;
        };
    }

    @Test
    void theBestClassifierOfLedIsRightAsOftenAsInTheBook() {
        List<Row> rows = rows(generator("led", Map.of()), 0, ROWS);

        long right = rows.stream()
                .filter(row -> nearestDigit(row.values()) == row.label())
                .count();

        assertThat((double) right / ROWS).isCloseTo(0.74, within(0.02));
    }

    private static int nearestDigit(float[] lights) {
        int nearest = 0;
        for (int digit = 1; digit < 10; digit++) {
            if (inverted(lights, digit) < inverted(lights, nearest)) {
                nearest = digit;
            }
        }
        return nearest;
    }

    private static long inverted(float[] lights, int digit) {
        return IntStream.range(0, Led.SEGMENTS)
                .filter(segment -> Led.isOn(digit, segment) != (lights[segment] == 1))
                .count();
    }

    @Test
    void aDriftOfLedExchangesSegmentsAndIrrelevantLights() {
        Led led = (Led) generator("led", Map.of(Parameter.DRIFTING, 3.0));

        assertThat(led.places(0)).isEqualTo(IntStream.range(0, 24).toArray());
        for (int concept = 1; concept < led.concepts(); concept++) {
            int[] places = led.places(concept);
            assertThat(Arrays.stream(places).sorted().toArray()).isEqualTo(led.places(0));
            assertThat(Arrays.stream(places).limit(Led.SEGMENTS).filter(place -> place >= Led.SEGMENTS))
                    .hasSize(3);
        }
    }

    @Test
    void perturbationMovesNumbersWithinTheirRanges() {
        List<Row> rows = rows(generator("agrawal", Map.of(Parameter.NOISE, 1.0)), 0, ROWS);

        long wrong = rows.stream()
                .filter(row -> Agrawal.label(0, applicant(row.values())) != row.label())
                .count();

        // The age moves by up to 30 years either way, and decides the group.
        assertThat((double) wrong / ROWS).isBetween(0.2, 0.6);
        assertThat(rows).allSatisfy(row -> {
            float[] v = row.values();
            assertThat(v[0]).isBetween(20_000f, 150_000f);
            assertThat(v[1]).matches(commission -> commission == 0 || (commission >= 10_000 && commission <= 75_000));
            assertThat(v[2]).isBetween(20f, 80f);
            assertThat(v[6]).isBetween(50_000f * (9 - v[5]), 150_000f * (9 - v[5]));
            assertThat(v[7]).isBetween(1f, 30f);
            assertThat(v[8]).isBetween(0f, 500_000f);
        });
    }

    @Test
    void theWeightsOfAHyperplaneMoveByTheSpeed() {
        Hyperplane hyperplane = (Hyperplane) generator("hyperplane", Map.of(Parameter.SPEED, 0.01));
        Hyperplane.Rotation rotation = hyperplane.concept(0);
        double[] before = rotation.weights();

        rotation.next();
        double[] after = rotation.weights();

        for (int i = 0; i < before.length; i++) {
            assertThat(Math.abs(after[i] - before[i])).isCloseTo(i < 2 ? 0.01 : 0, within(1e-12));
        }
    }

    @Test
    void centroidsMoveByTheSpeedAndStayInTheUnitCube() {
        RandomRbf rbf = (RandomRbf) generator("rbf", Map.of(Parameter.SPEED, 0.01, Parameter.FEATURES, 3.0));
        RandomRbf.Clusters clusters = rbf.concept(0);
        double[] before = clusters.centre(7);
        clusters.next();
        double[] after = clusters.centre(7);

        assertThat(Math.sqrt(IntStream.range(0, 3)
                        .mapToDouble(i -> Math.pow(after[i] - before[i], 2))
                        .sum()))
                .isCloseTo(0.01, within(1e-9));
        for (int i = 0; i < 1_000; i++) {
            clusters.next();
            assertThat(Arrays.stream(clusters.centre(7))).allMatch(x -> x >= 0 && x <= 1);
        }
    }

    @Test
    void examplesOfACentroidHaveItsClass() {
        List<Row> rows = rows(generator("rbf", Map.of(Parameter.SPEED, 0.0)), 0, 6_000);
        List<Row> known = rows.subList(0, 5_000);

        long right = rows.subList(5_000, 6_000).stream()
                .filter(row -> nearest(row, known).label() == row.label())
                .count();

        // By chance it would be 200 of 1,000.
        assertThat(right).isGreaterThan(750);
    }

    private static Row nearest(Row row, List<Row> known) {
        Row nearest = known.get(0);
        for (Row other : known) {
            if (distance(row, other) < distance(row, nearest)) {
                nearest = other;
            }
        }
        return nearest;
    }

    private static double distance(Row one, Row other) {
        double sum = 0;
        for (int i = 0; i < one.values().length; i++) {
            double difference = one.values()[i] - other.values()[i];
            sum += difference * difference;
        }
        return sum;
    }

    private static Generator generator(String name, Map<Parameter, Double> parameters) {
        return Generators.named(name, 1, parameters);
    }

    private static List<Row> rows(Generator generator, int concept, int count) {
        Concept rows = generator.concept(concept);
        List<Row> list = new ArrayList<>();
        while (list.size() < count) {
            list.add(rows.next());
        }
        return list;
    }
}
