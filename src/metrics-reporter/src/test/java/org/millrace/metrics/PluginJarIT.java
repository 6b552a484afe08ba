package org.millrace.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that is copied to Flink's {@code plugins} directory. */
class PluginJarIT {

    private static final Path JAR = Path.of(System.getProperty("millrace.reporter.plugin"));

    @TempDir
    private Path plugins;

    @Test
    void carriesWhatFlinkHasNotAndNothingThatFlinkHas() throws IOException {
        List<String> classes;
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getEntry("META-INF/services/" + MetricReporterFactory.class.getName()))
                    .isNotNull();
            classes = jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
        }

        assertThat(classes)
                .contains(
                        "org/millrace/metrics/PrometheusReporterFactory.class",
                        "io/micrometer/prometheusmetrics/PrometheusMeterRegistry.class",
                        "io/prometheus/metrics/model/registry/PrometheusRegistry.class")
                .allMatch(
                        name -> name.matches(
                                "(META-INF/versions/\\d+/)?(org/millrace/metrics|io/micrometer|io/prometheus|org/HdrHistogram|org/jspecify)/.*"));
    }

    @Test
    void worksInFlinksPluginClassLoader() throws Exception {
        Files.copy(JAR, Files.createDirectory(plugins.resolve("millrace")).resolve("millrace-metrics-reporter.jar"));
        DefaultPluginManager manager = new DefaultPluginManager(
                new DirectoryBasedPluginFinder(plugins).findPlugins(),
                CoreOptions.getPluginParentFirstLoaderPatterns(new Configuration()));
        List<MetricReporterFactory> factories = new ArrayList<>();
        manager.load(MetricReporterFactory.class).forEachRemaining(factories::add);
        assertThat(factories).hasSize(1);

        MetricReporter reporter = factories.get(0).createMetricReporter(new Properties());
        assertThat(reporter.getClass().getName()).isEqualTo(PrometheusReporter.class.getName());
        assertThat(reporter).isNotInstanceOf(PrometheusReporter.class);
        int port = RunningReporter.freePort();
        reporter.open(RunningReporter.onPort(Integer.toString(port)));
        try {
            Metric examples = new ExplainedCounter(7, "Examples so far");
            reporter.notifyOfAddedMetric(examples, "millrace_examples", FixedMetrics.operator(Map.of()));
            assertThat(scrape(port)).contains("# HELP millrace_examples_total Examples so far\n");
            reporter.notifyOfRemovedMetric(examples, "millrace_examples", FixedMetrics.operator(Map.of()));
        } finally {
            reporter.close();
        }
    }

    private static String scrape(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
