package org.millrace.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.runtime.metrics.ReporterSetup;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.metrics.filter.DefaultReporterFilters;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @Test
    void byDefaultOnlyThisMachineCanConnect() {
        EndpointSettings settings = EndpointSettings.of(new MetricConfig());

        assertThat(settings).isEqualTo(new EndpointSettings("localhost", new PortRange(9249, 9259)));
        try (RunningReporter reporter = new RunningReporter()) {
            assertThat(reporter.reporter().address().getAddress().isLoopbackAddress())
                    .isTrue();
        }
    }

    @Test
    void severalProcessesOfAHostTakeOnePortEach() throws IOException {
        try (ServerSocket taken = anyPort()) {
            int first = taken.getLocalPort();
            PrometheusReporter one = new PrometheusReporter();
            PrometheusReporter other = new PrometheusReporter();
            try {
                String range = first + "-" + Math.min(first + 50, 65_535);
                one.open(RunningReporter.onPort(range));
                other.open(RunningReporter.onPort(range));

                assertThat(first).isLessThan(one.address().getPort());
                assertThat(one.address().getPort()).isLessThan(other.address().getPort());
            } finally {
                one.close();
                other.close();
            }
        }
    }

    @Test
    void closingFreesThePort() {
        RunningReporter first = new RunningReporter();
        int port = first.reporter().address().getPort();
        first.close();

        PrometheusReporter second = new PrometheusReporter();
        second.open(RunningReporter.onPort(Integer.toString(port)));
        try {
            assertThat(second.address().getPort()).isEqualTo(port);
        } finally {
            second.close();
        }
    }

    @Test
    void saysInOneLineThatNoPortIsFree() throws IOException {
        try (ServerSocket taken = anyPort()) {
            String port = Integer.toString(taken.getLocalPort());

            assertRefused(RunningReporter.onPort(port))
                    .hasMessage("Cannot serve metrics on port " + port
                            + " of localhost: Address already in use. Set metrics.reporter.NAME.port and .host.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http", "-1", "65536", "9259-9249", "9249-", "9249-70000", "1-2-3"})
    void saysInOneLineThatAPortIsNone(String port) {
        assertRefused(RunningReporter.onPort(port))
                .hasMessage("metrics.reporter.NAME.port must be a port or a range of ports such as 9249-9259: " + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9249", " 9249 ", "9249-9249", "9249 - 9249"})
    void acceptsAPortInEveryForm(String port) {
        assertThat(PortRange.parse(port)).isEqualTo(new PortRange(9249, 9249));
    }

    @Test
    void saysInOneLineThatAHostIsNone() {
        MetricConfig config = new MetricConfig();
        config.setProperty("host", " ");

        assertRefused(config)
                .hasMessage("metrics.reporter.NAME.host must name an address of this machine: it is empty");
    }

    @Test
    void flinkRunsOnWithoutAReporterThatCannotStart() {
        Configuration configuration = new Configuration();
        configuration.setString("metrics.reporters", "millrace");
        configuration.setString(
                "metrics.reporter.millrace.factory.class", "org.millrace.metrics.PrometheusReporterFactory");
        configuration.setString("metrics.reporter.millrace.port", "0");
        List<ReporterSetup> reporters = reporters(configuration);
        assertThat(reporters).hasSize(1);
        reporters.get(0).getReporter().close();

        configuration.setString("metrics.reporter.millrace.port", "many");
        assertThat(reporters(configuration)).isEmpty();
    }

    private static List<ReporterSetup> reporters(Configuration configuration) {
        return ReporterSetupBuilder.METRIC_SETUP_BUILDER.fromConfiguration(
                configuration, DefaultReporterFilters::metricsFromConfiguration, null);
    }

    @Test
    void canBeClosedWithoutHavingBeenOpened() {
        new PrometheusReporter().close();
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(MetricConfig config) {
        PrometheusReporter reporter = new PrometheusReporter();
        return assertThatThrownBy(() -> reporter.open(config))
                .isInstanceOf(BadSettingException.class)
                .satisfies(failure -> assertThat(failure.getStackTrace()).isEmpty());
    }

    private static ServerSocket anyPort() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.getByName("localhost"), 0));
        return socket;
    }
}
