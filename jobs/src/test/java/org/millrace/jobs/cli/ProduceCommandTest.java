package org.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millrace.jobs.Main;

class ProduceCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "produce",
                "produce --set kafka.bootstrap.servers=localhost:9092",
                "produce --dataset digits",
                "produce --dataset letters --set kafka.bootstrap.servers=localhost:9092",
                "produce --dataset digits --set kafka.bootstrap.servers=localhost:9092 --set model.features=3",
                "produce --dataset digits --config /no/such/file.yaml",
                "produce --csv nowhere.csv --label x --set kafka.bootstrap.servers=localhost:9092"
            })
    void callsWrongUsageByItsExitCode(String arguments) {
        assertThat(Main.run(arguments.split(" "))).isEqualTo(ExitCode.WRONG_USAGE);
    }
}
