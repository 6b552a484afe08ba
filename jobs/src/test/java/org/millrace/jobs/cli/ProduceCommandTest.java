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
                "produce --csv nowhere.csv --label x --set kafka.bootstrap.servers=localhost:9092",
                "produce --generator see --set kafka.bootstrap.servers=localhost:9092",
                "produce --generator sea --dataset digits --set kafka.bootstrap.servers=localhost:9092",
                "produce --generator sea --concept 5 --set kafka.bootstrap.servers=localhost:9092",
                "produce --generator sea --speed 1 --set kafka.bootstrap.servers=localhost:9092",
                "produce --generator sea --label x --set kafka.bootstrap.servers=localhost:9092",
                "produce --dataset digits --noise 0.1 --set kafka.bootstrap.servers=localhost:9092",
                "produce --dataset digits --rate 0 --set kafka.bootstrap.servers=localhost:9092",
                "produce --dataset digits --limit 0 --set kafka.bootstrap.servers=localhost:9092",
                "produce --dataset digits --format csvv --set kafka.bootstrap.servers=localhost:9092",
                "produce --dataset digits --drift 5,3 --set kafka.bootstrap.servers=localhost:9092",
                "produce --dataset digits --if-empty --resume --set kafka.bootstrap.servers=localhost:9092",
                "produce --dataset digits --broken 2 --set kafka.bootstrap.servers=localhost:9092",
                "quickstart --generator sea --noise 2"
            })
    void callsWrongUsageByItsExitCode(String arguments) {
        assertThat(Main.run(arguments.split(" "))).isEqualTo(ExitCode.WRONG_USAGE);
    }
}
