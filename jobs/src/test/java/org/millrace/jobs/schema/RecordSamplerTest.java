package org.millrace.jobs.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.millrace.jobs.config.JobConfig;
import org.millrace.jobs.config.keys.FeatureKeys;
import org.millrace.jobs.config.keys.Keys;
import org.millrace.operators.record.Place;
import org.millrace.operators.record.RawRecord;
import org.millrace.operators.record.Reading;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.Feature;
import org.millrace.operators.schema.FieldPath;
import org.millrace.operators.schema.Missing;

class RecordSamplerTest {

    private final RecordSampler sampler = new RecordSampler(Set.of(FieldPath.named("label"), FieldPath.named("id")));

    private void add(String value) {
        sampler.add(new RawRecord(
                Reading.LIVE, new Place("examples", 0, 0), 0, null, ByteBuffer.wrap(value.getBytes(UTF_8)), List.of()));
    }

    private void addMany() {
        String[] countries = {"de", "fr"};
        for (int i = 0; i < 20; i++) {
            add("""
                    {"id": "a-%d", "amount": %d.5, "customer": {"vip": %b, "country": "%s"}, "pixels": [1, 2, %d],
                     "trace": "4bf92f%d", "odd.name": %d, "late": %s, "items": [{"a": 1}], "label": "x"}""".formatted(
                    i, i * i, i % 3 == 0, countries[i % 2], i, i * 7919, i * i % 7, i < 10 ? "null" : "" + i * i));
        }
        add("no json");
        add("[1, 2]");
    }

    @Test
    void takesWhatCanBeAFeatureAndNothingElse() {
        addMany();

        assertThat(sampler.records()).isEqualTo(20);
        assertThat(sampler.infer().fields().stream().map(field -> field.field() + ": " + field.meaning()))
                .containsExactlyInAnyOrder(
                        "amount: number",
                        "customer.vip: flag",
                        "customer.country: category of 2 words",
                        "pixels: vector of 3 numbers",
                        "trace: left out: 20 different texts in 20 records",
                        "/odd.name: number",
                        "late: number",
                        "items: left out: its length changes, or it holds other than numbers");
    }

    @Test
    void makesAConfigurationOfWhatItTook() {
        addMany();
        InferredSchema inferred = sampler.infer();

        JobConfig config = Keys.builder()
                .known(Map.of("model.classes", List.of("x", "y"), "kafka.bootstrap.servers", "localhost:9092"))
                .set(List.of("features=auto"))
                .build();
        assertThat(config.isWord(FeatureKeys.FEATURES)).isTrue();
        JobConfig listed = config.with(inferred.settings());
        ExampleSchema schema = FeatureKeys.schema(listed);

        assertThat(listed.isWord(FeatureKeys.FEATURES)).isFalse();
        assertThat(schema.fields().features()).hasSize(6);
        Feature late = schema.fields().features().stream()
                .filter(feature -> feature.field().equals(FieldPath.named("late")))
                .findFirst()
                .orElseThrow();
        assertThat(late.missing()).isEqualTo(new Missing(Missing.Rule.MEAN, "", true));
        assertThat(schema.columns()).isEqualTo(1 + 1 + 3 + 3 + 1 + 2);
    }

    @Test
    void writesTheListAsAFileMayHaveIt() {
        addMany();

        assertThat(sampler.infer().yaml())
                .startsWith("features:\n- {")
                .contains("{field: amount, kind: number, missing: mean, missing-indicator: false}")
                .contains("field: /odd.name");
    }
}
