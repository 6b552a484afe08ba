package org.millrace.jobs.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.jobs.config.ConfigException;
import org.millrace.jobs.produce.Faults.Fault;
import org.millrace.model.loss.Task;
import org.millrace.operators.format.BinaryExampleFormat;
import org.millrace.operators.format.ExampleFormat;
import org.millrace.operators.format.JsonExampleFormat;
import org.millrace.operators.format.LabelledExample;
import org.millrace.operators.record.BadExampleException;
import org.millrace.operators.schema.ExampleSchema;
import org.millrace.operators.schema.PreviousValues;
import org.millrace.operators.schema.RowEncoder;

class FaultsTest {

    private static final int RECORDS = 20_000;

    private final Faults faults = new Faults(0.05, 3);

    @Test
    void breaksAShareOfTheRecords() {
        assertThat((double) broken(faults, Task.CLASSIFICATION).size() / RECORDS)
                .isCloseTo(0.05, within(0.005));
        assertThat(broken(Faults.NONE, Task.CLASSIFICATION)).isEmpty();
        assertThat(broken(new Faults(1, 3), Task.REGRESSION))
                .hasSize(RECORDS)
                .contains(Fault.CUT_SHORT, Fault.FEATURE_MISSING)
                .doesNotContain(Fault.UNKNOWN_CLASS);
    }

    @Test
    void breaksTheSameRecordsInEveryRun() {
        assertThat(broken(faults, Task.CLASSIFICATION))
                .isEqualTo(broken(new Faults(0.05, 3), Task.CLASSIFICATION))
                .isNotEqualTo(broken(new Faults(0.05, 4), Task.CLASSIFICATION))
                .contains(Fault.values());
    }

    private static List<Fault> broken(Faults faults, Task task) {
        return LongStream.range(0, RECORDS)
                .mapToObj(number -> faults.of(number, task))
                .flatMap(Optional::stream)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void noFormatReadsABrokenRecord(Fault fault) {
        ExampleSchema schema = new ExampleSchema(3, List.of("no", "yes"));
        LabelledExample example = LabelledExample.of("x-1", new float[] {1, 2, 3}, 1);

        for (ExampleFormat format :
                List.of(new JsonExampleFormat(), BinaryExampleFormat.float32(), BinaryExampleFormat.uint8(1))) {
            byte[] value = Faults.write(example, fault, format, schema);
            RowEncoder encoder = new RowEncoder(schema);
            BadExampleException exception = catchThrowableOfType(BadExampleException.class, () -> {
                format.read(ByteBuffer.wrap(value), encoder.values());
                encoder.encode(new PreviousValues());
            });
            assertThat(exception).as("%s in %s", fault, format.contentType()).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void isAShare(double share) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new Faults(share, 1))
                .withMessage("--broken must be a share in [0, 1]: " + share);
    }
}
