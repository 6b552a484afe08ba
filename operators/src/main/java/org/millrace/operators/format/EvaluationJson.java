package org.millrace.operators.format;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.millrace.model.evaluation.ConfusionMatrix;
import org.millrace.operators.record.EvaluationRecord;
import org.millrace.operators.record.EvaluationRecord.LearnerStatus;
import org.millrace.operators.record.EvaluationRecord.Subject;
import org.millrace.operators.record.Scores;

/**
 * {@link EvaluationRecord} as JSON, in {@code snake_case}; a figure that is not finite is written as null, or left
 * out of {@link Scores}, which have different figures for different tasks.
 */
public final class EvaluationJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .addModule(new Jdk8Module())
            .addMixIn(Scores.class, ScoresInJson.class)
            .addMixIn(EvaluationRecord.class, RecordInJson.class)
            .addModule(new SimpleModule()
                    .addSerializer(double.class, new FiniteOrNull())
                    .addSerializer(Double.class, new FiniteOrNull())
                    .addDeserializer(double.class, new NullIsNaN())
                    .addSerializer(ConfusionMatrix.class, new StdDelegatingSerializer(new MatrixToCounts()))
                    .addDeserializer(Scores.class, new StdDelegatingDeserializer<>(new TreeToScores())))
            .build();

    private EvaluationJson() {}

    /** The mapper of everything we publish about a run: {@code snake_case}, null for what is not finite. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    public static byte[] write(EvaluationRecord record) {
        try {
            return MAPPER.writeValueAsBytes(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException if {@code json} is not an evaluation record */
    public static EvaluationRecord read(byte[] json) throws IOException {
        return MAPPER.readValue(json, EvaluationRecord.class);
    }

    /** How {@link EvaluationRecord} is written: the members of its parts stand in it directly. */
    interface RecordInJson {

        @JsonUnwrapped
        Subject subject();

        @JsonUnwrapped
        LearnerStatus learner();

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, Map<String, Double>> horizons();
    }

    /** How {@link Scores} are written: the other figures stand beside the first ones. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    interface ScoresInJson {

        @JsonAnyGetter
        Map<String, Double> others();
    }

    /** Figures of a later Millrace are taken for others, too. */
    private static final class TreeToScores extends StdConverter<JsonNode, Scores> {

        private static final Set<String> NAMED =
                Set.of("examples", "loss", "accuracy", "kappa", "confusion_matrix", "mae", "rmse", "r2");

        @Override
        public Scores convert(JsonNode json) {
            if (!json.isObject()) {
                return null;
            }
            Map<String, Double> others = new LinkedHashMap<>();
            json.properties().forEach(field -> {
                if (!NAMED.contains(field.getKey()) && field.getValue().isNumber()) {
                    others.put(field.getKey(), field.getValue().doubleValue());
                }
            });
            return new Scores(
                    json.path("examples").longValue(),
                    figure(json, "loss"),
                    figure(json, "accuracy"),
                    figure(json, "kappa"),
                    matrix(json.path("confusion_matrix")),
                    figure(json, "mae"),
                    figure(json, "rmse"),
                    figure(json, "r2"),
                    others);
        }

        private static double figure(JsonNode json, String name) {
            return json.path(name).asDouble(Double.NaN);
        }

        private static Optional<ConfusionMatrix> matrix(JsonNode rows) {
            if (!rows.isArray()) {
                return Optional.empty();
            }
            long[][] counts = new long[rows.size()][];
            for (int actual = 0; actual < counts.length; actual++) {
                counts[actual] = new long[rows.get(actual).size()];
                for (int predicted = 0; predicted < counts[actual].length; predicted++) {
                    counts[actual][predicted] = rows.get(actual).get(predicted).longValue();
                }
            }
            return Optional.of(ConfusionMatrix.of(counts));
        }
    }

    /** The counts, one row for each actual class. */
    private static final class MatrixToCounts extends StdConverter<ConfusionMatrix, long[][]> {

        @Override
        public long[][] convert(ConfusionMatrix matrix) {
            return matrix.counts();
        }
    }

    private static final class FiniteOrNull extends StdSerializer<Double> {

        private static final long serialVersionUID = 1L;

        FiniteOrNull() {
            super(Double.class);
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, Double value) {
            return !Double.isFinite(value);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }

    private static final class NullIsNaN extends StdDeserializer<Double> {

        private static final long serialVersionUID = 1L;

        NullIsNaN() {
            super(double.class);
        }

        @Override
        public Double deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.getDoubleValue();
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return Double.NaN;
        }
    }
}
