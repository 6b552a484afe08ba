package org.millrace.operators.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The conventions of Prometheus for names. */
class MeterTest {

    private static final Set<String> ABBREVIATED_UNITS = Set.of("ms", "millis", "milliseconds", "kb", "mb", "percent");

    @Test
    void hasEveryNameOnce() {
        assertThat(Arrays.stream(Meter.values()).map(Meter::registeredName)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Meter.class)
    void isNamedByTheConventions(Meter meter) {
        assertThat(meter.registeredName()).matches("millrace(_[a-z0-9]+)+").doesNotEndWith("_total");
        assertThat(meter.registeredName().split("_")).noneMatch(ABBREVIATED_UNITS::contains);
        assertThat(meter.labels()).doesNotHaveDuplicates();
        assertThat(meter.help()).doesNotEndWith(".").matches("[A-Z].*");
        if (meter.unit().equals("seconds")
                || meter.unit().equals("bytes")
                || meter.unit().equals("ratio")) {
            assertThat(meter.registeredName()).endsWith("_" + meter.unit());
        }
    }

    @ParameterizedTest
    @EnumSource(Meter.class)
    void tellsItsTypeByItsName(Meter meter) {
        assertThat(meter.exportedName().endsWith("_total")).isEqualTo(meter.type() == MeterType.COUNTER);
        assertThat(meter.exportedName().endsWith("_info")).isEqualTo(meter.type() == MeterType.INFO);
        assertThat(meter.labels().contains(Label.LE)).isEqualTo(meter.type() == MeterType.HISTOGRAM);
    }
}
