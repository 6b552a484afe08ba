package org.millrace.model.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.millrace.model.Reference;

class DriftReferenceTest {

    static Stream<DriftDetector> detectors() {
        return Stream.of(new Adwin(), new Ddm(), new Eddm(), new PageHinkley(), new HddmA(), new HddmW());
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void raisesTheAlarmsOfMoa(DriftDetector detector) {
        List<JsonNode> streams = Reference.entries("drift.json", "streams");
        assertThat(streams).isNotEmpty();
        for (JsonNode stream : streams) {
            JsonNode alarms = stream.get("alarms").get(detector.kind().replace('-', '_'));
            double[] errors = stream.get("errors")
                    .asText()
                    .chars()
                    .mapToDouble(digit -> digit - '0')
                    .toArray();
            assertThat(Streams.alarms(detector.fresh(), errors))
                    .as("%s", stream.get("name"))
                    .containsExactlyElementsOf(
                            Arrays.stream(Reference.integers(alarms)).boxed().toList());
        }
    }
}
